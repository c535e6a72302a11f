using Occam.Data.Catalog;

namespace Occam.Data.Downloads;

/// <summary>Where the known sets are published, and by what they are recognized.</summary>
internal static class PublishedFiles
{
    private const long Mega = 1 << 20;

    // LeCun's own page no longer serves the files; torchvision fetches them from this mirror. The digests are of the plain files, computed from
    // a copy; the same values stand in several public repositories.
    private static readonly DownloadItem[] Mnist =
    [
        OfMnist("train-images-idx3-ubyte", 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        OfMnist("train-labels-idx1-ubyte", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        OfMnist("t10k-images-idx3-ubyte", 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        OfMnist("t10k-labels-idx1-ubyte", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    ];

    // MD5 of the packed files as published by the makers in the README of zalandoresearch/fashion-mnist (torchvision has the same).
    private static readonly DownloadItem[] Fashion =
    [
        OfFashion("train-images-idx3-ubyte", 47_040_016, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
        OfFashion("train-labels-idx1-ubyte", 60_008, "25c81989df183df01b3e8a0aad5dffbe"),
        OfFashion("t10k-images-idx3-ubyte", 7_840_016, "bef4ecab320f06d8554ea6380940ec79"),
        OfFashion("t10k-labels-idx1-ubyte", 10_008, "bb300cfdad3c16e7a12a480ee83cd310"),
    ];

    // The digests are of the plain files, computed from a copy; torchvision's Ruby port (ankane/torchvision-ruby) lists the same.
    private static readonly DownloadItem[] Cifar =
    [
        new(new Uri("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"), "cifar-10-binary.tar.gz", 256 * Mega, null,
        [
            new("data_batch_1.bin", 30_730_000, "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
            new("data_batch_2.bin", 30_730_000, "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
            new("data_batch_3.bin", 30_730_000, "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
            new("data_batch_4.bin", 30_730_000, "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
            new("data_batch_5.bin", 30_730_000, "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
            new("test_batch.bin", 30_730_000, "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"),
        ]),
    ];

    /// <summary>What to fetch for a known set; empty for the embedded one.</summary>
    public static IReadOnlyList<DownloadItem> Of(DatasetEntry entry) => entry.Name switch
    {
        "mnist" => Mnist,
        "fashion-mnist" => Fashion,
        "cifar10" => Cifar,
        _ => [],
    };

    private static DownloadItem OfMnist(string name, long bytes, string sha256) =>
        new(new Uri($"https://ossci-datasets.s3.amazonaws.com/mnist/{name}.gz"), $"mnist/{name}.gz", 64 * Mega, null, [new(name, bytes, sha256)]);

    private static DownloadItem OfFashion(string name, long bytes, string md5) =>
        new(new Uri($"http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/{name}.gz"), $"fashion-mnist/{name}.gz", 64 * Mega, md5, [new(name, bytes, null)]);
}
