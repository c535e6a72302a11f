using Occam.Data.Catalog;
using Occam.Data.Downloads;
using Occam.Data.Tests.Support;

namespace Occam.Data.Tests.Downloads;

public sealed class PublishedFilesTests
{
    /// <summary>CIFAR-10's digests as ankane/torchvision-ruby lists them (lib/torchvision/datasets/cifar10.rb).</summary>
    [Fact]
    public void Digests_of_CIFAR10_are_those_of_another_program() => Assert.Equal(
        [
            "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5", "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed",
            "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67", "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48",
            "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add", "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b",
        ],
        PublishedFiles.Of(KnownDatasets.Cifar10).Single().Files.Select(file => file.Sha256));

    [Theory]
    [InlineData("mnist", "mnist")]
    [InlineData("cifar10", "cifar-10-batches-bin")]
    public void The_files_at_hand_are_the_published_ones(string name, string folder)
    {
        string place = RealData.Require(folder);
        Assert.All(PublishedFiles.Of(KnownDatasets.Find(name)!).SelectMany(item => item.Files), file => Assert.Null(Unpacking.Difference(file, Path.Combine(place, file.Name))));
    }

    [Fact]
    public void Every_set_that_can_be_fetched_has_addresses_and_digests()
    {
        foreach (DatasetEntry entry in KnownDatasets.All.Where(entry => entry.Folder is not null))
        {
            Assert.All(PublishedFiles.Of(entry), item => Assert.True(item.Md5 is not null || item.Files.All(file => file.Sha256 is { Length: 64 })));
            Assert.All(PublishedFiles.Of(entry), item => Assert.EndsWith("/" + item.Name, item.AddressAt(null).AbsoluteUri, StringComparison.Ordinal));
        }

        Assert.Equal([4, 4, 1, 0], new[] { KnownDatasets.Mnist, KnownDatasets.FashionMnist, KnownDatasets.Cifar10, KnownDatasets.MnistMini }.Select(entry => PublishedFiles.Of(entry).Count));
    }
}
