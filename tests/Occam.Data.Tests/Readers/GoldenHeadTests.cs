using Occam.Data.Readers;
using Occam.Data.Tests.Support;
using Occam.Formats.Files;

namespace Occam.Data.Tests.Readers;

/// <summary>The first bytes of the published MNIST files, so that the reader is held to real heads where the files are not at hand.</summary>
public sealed class GoldenHeadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("train-images-idx3-ubyte", "00000803" + "0000EA60" + "0000001C" + "0000001C", "47040016 bytes (60000 × 28 × 28 values of U8, and the head)")]
    [InlineData("t10k-images-idx3-ubyte", "00000803" + "00002710" + "0000001C" + "0000001C", "7840016 bytes (10000 × 28 × 28 values of U8, and the head)")]
    [InlineData("train-labels-idx1-ubyte", "00000801" + "0000EA60" + "0500040109020103", "60008 bytes (60000 values of U8, and the head)")]
    [InlineData("t10k-labels-idx1-ubyte", "00000801" + "00002710" + "0702010004010409", "10008 bytes (10000 values of U8, and the head)")]
    public void Heads_promise_the_published_lengths(string name, string head, string expected)
    {
        byte[] start = Convert.FromHexString(head);
        using DataFile file = DataFile.Open(_folder.Write(name, start));
        FileFormatException refusal = Assert.Throws<FileFormatException>(() => IdxHeader.Read(file, name.Contains("labels", StringComparison.Ordinal)));
        Assert.Equal(expected, refusal.Expected);
        Assert.Equal($"{start.Length} bytes", refusal.Got);
    }

    [Theory]
    [InlineData("mnist/train-images-idx3-ubyte", "00000803" + "0000EA60" + "0000001C" + "0000001C")]
    [InlineData("mnist/train-labels-idx1-ubyte", "00000801" + "0000EA60" + "0500040109020103")]
    [InlineData("mnist/t10k-labels-idx1-ubyte", "00000801" + "00002710" + "0702010004010409")]
    public void The_heads_are_those_of_the_published_files(string name, string head)
    {
        string folder = RealData.Require(Path.GetDirectoryName(name)!);
        using FileStream file = File.OpenRead(Path.Combine(folder, Path.GetFileName(name)));
        byte[] start = new byte[head.Length / 2];
        file.ReadExactly(start);
        Assert.Equal(head, Convert.ToHexString(start));
    }
}
