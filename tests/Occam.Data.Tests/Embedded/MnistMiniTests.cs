using System.Security.Cryptography;
using Occam.Data.Catalog;
using Occam.Data.Datasets;
using Occam.Data.Embedded;
using Occam.Data.Tests.Support;

namespace Occam.Data.Tests.Embedded;

public sealed class MnistMiniTests
{
    /// <summary>Computed by a Node script that cut the published files on its own, before the packer was written.</summary>
    private const string Digest = "43d1d6a3181668bd68064f3afcb234c26c659999539ec7a66a73defceb655409";

    [Fact]
    public void Unpacks_to_the_stated_bytes() => Assert.Equal(Digest, Convert.ToHexStringLower(SHA256.HashData(MnistMini.Unpack())));

    [Fact]
    public void The_resource_is_below_three_megabytes()
    {
        using Stream resource = typeof(MnistMini).Assembly.GetManifestResourceStream("Occam.Data.Embedded.mnist-mini.br")!;
        Assert.InRange(resource.Length, 1, 3_000_000);
    }

    [Fact]
    public void Is_balanced_and_begins_as_MNIST_begins()
    {
        DatasetPair data = MnistMini.Read();
        Assert.Equal((10_000, 2_000, 10), (data.Train.Count, data.Test!.Count, data.ClassCount));
        Assert.Equal(new ImageShape(1, 28, 28), data.Shape);
        Assert.All(data.Train.ClassHistogram(), count => Assert.Equal(1_000, count));
        Assert.All(data.Test.ClassHistogram(), count => Assert.Equal(200, count));
        Assert.Equal([5, 0, 4, 1, 9, 2, 1, 3], data.Train.Labels[..8].ToArray());
        Assert.Equal([7, 2, 1, 0, 4, 1, 4, 9], data.Test.Labels[..8].ToArray());

        // Row 5 of the first training image, the five that every introduction prints.
        byte[] row = [3, 18, 18, 18, 126, 136, 175, 26, 166, 255, 247, 127];
        Assert.Equal([.. row.Select(value => value / 255f)], data.Train.Image(0).Slice((5 * 28) + 12, 12).ToArray());
        float[] allowed = [.. Enumerable.Range(0, 256).Select(value => value / 255f)];
        Assert.Equal(0, data.Train.Images.IndexOfAnyExcept(allowed) + 1);
    }

    [Fact]
    public void States_its_origin()
    {
        DatasetInfo info = MnistMini.Read().Info;
        Assert.Equal(("mnist-mini", "embedded"), (info.Name, info.Format));
        foreach (string said in new[] { "LeCun", "Cortes", "Burges", "NIST", "Share Alike 3.0", "according to the documentation of Keras" })
            Assert.Contains(said, info.Origin, StringComparison.Ordinal);
    }

    [Fact]
    public void Holds_the_first_images_of_every_class_of_MNIST()
    {
        string folder = RealData.Require("mnist");
        Assert.True(MnistMini.Unpack().AsSpan().SequenceEqual(MnistMiniPacker.Payload(folder)));
        DatasetPair whole = new DatasetCatalog(Path.GetDirectoryName(folder)!).Load("mnist"), mini = MnistMini.Read();
        Assert.True(whole.Train.Image(0).SequenceEqual(mini.Train.Image(0)));
    }

    /// <summary>Writes the resource again when a developer names the place with OCCAM_PACK; see mnist-mini.txt.</summary>
    [Fact]
    public void Repack()
    {
        string? target = Environment.GetEnvironmentVariable("OCCAM_PACK");
        Assert.SkipWhen(string.IsNullOrEmpty(target), "set OCCAM_PACK to the file to write");
        byte[] payload = MnistMiniPacker.Payload(RealData.Require("mnist"));
        Assert.Equal(Digest, Convert.ToHexStringLower(SHA256.HashData(payload)));
        File.WriteAllBytes(target, MnistMiniPacker.Compress(payload));
    }
}
