using System.Buffers.Binary;
using Occam.Data.Datasets;
using Occam.Data.Readers;
using Occam.Data.Tests.Support;
using Occam.Formats.Files;

namespace Occam.Data.Tests.Readers;

public sealed class IdxFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "-", false)]
    [InlineData(".gz", "-", true)]
    [InlineData("", ".", false)]
    [InlineData(".gz", ".", true)]
    [InlineData("", "-", true)]
    public void Reads_the_usual_names_and_recognizes_gzip_by_content(string ending, string dot, bool packed)
    {
        Idx.WriteFolder(_folder, pack: packed ? Idx.Gzip : null, ending: ending, dot: dot);
        (Dataset train, Dataset? test) = IdxFolder.Read(_folder.Path, "tiny");
        Assert.Equal(new ImageShape(1, 2, 3), train.Shape);
        Assert.Equal((4, 2, 3), (train.Count, test!.Count, train.ClassCount));
        Assert.Equal([0, 1, 2, 1], train.Labels.ToArray());
        Assert.Equal([2, 0], test.Labels.ToArray());
        for (int i = 0; i < 24; i++) Assert.Equal((byte)(i * 7) / 255f, train.Images[i]);
    }

    [Fact]
    public void Without_t10k_files_there_is_no_test_set()
    {
        _folder.Write("train-images-idx3-ubyte", Idx.Images(2));
        _folder.Write("train-labels-idx1-ubyte", Idx.Labels(0, 1));
        Assert.Null(IdxFolder.Read(_folder.Path, "tiny").Test);
    }

    [Theory]
    [InlineData(new[] { 2, 5 }, 5, 1, 1)]
    [InlineData(new[] { 2, 3, 4 }, 1, 3, 4)]
    [InlineData(new[] { 2, 3, 4, 5 }, 3, 4, 5)]
    public void Rank_gives_the_shape(int[] sizes, int channels, int height, int width)
    {
        byte[] data = new byte[sizes.Aggregate(1, (a, b) => a * b)];
        Assert.Equal(new ImageShape(channels, height, width), Images(Idx.Bytes(0x08, sizes, data)).Shape);
    }

    [Fact]
    public void Floats_are_taken_as_they_are()
    {
        byte[] single = new byte[8], wide = new byte[16];
        BinaryPrimitives.WriteSingleBigEndian(single, -1.5f);
        BinaryPrimitives.WriteSingleBigEndian(single.AsSpan(4), 300.25f);
        BinaryPrimitives.WriteDoubleBigEndian(wide, 0.1);
        BinaryPrimitives.WriteDoubleBigEndian(wide.AsSpan(8), 7);
        Assert.Equal([-1.5f, 300.25f], Images(Idx.Bytes(0x0D, [1, 2], single)).Images);
        Assert.Equal([0.1f, 7f], Images(Idx.Bytes(0x0E, [1, 2], wide)).Images);
    }

    [Theory]
    [InlineData(0x08, 1, "07")]
    [InlineData(0x09, 1, "07")]
    [InlineData(0x0B, 2, "0007")]
    [InlineData(0x0C, 4, "00000007")]
    public void Labels_may_be_of_any_integer_type(byte type, int size, string value)
    {
        Assert.Equal(size, value.Length / 2);
        using DataFile file = DataFile.Open(_folder.Write("labels", Idx.Bytes(type, [1], Convert.FromHexString(value))));
        Assert.Equal([7], IdxFile.ReadLabels(file));
    }

    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        byte[] images = Idx.Images(2), labels = Idx.Labels(0, 1);
        foreach (Func<byte[], byte[]> pack in new Func<byte[], byte[]>[] { bytes => bytes, Idx.Gzip })
        {
            byte[] whole = pack(images), wholeLabels = pack(labels);
            for (int length = 0; length < whole.Length; length++) AssertRefused(() => Images(whole[..length]));
            for (int length = 0; length < wholeLabels.Length; length++) AssertRefused(() => Labels(wholeLabels[..length]));
            Assert.Equal(2, Images(whole).Count);
            Assert.Equal(2, Labels(wholeLabels).Length);
        }
    }

    [Fact]
    public void Bytes_too_many_are_refused()
    {
        AssertRefused(() => Images([.. Idx.Images(2), 0]));
        AssertRefused(() => Images(Idx.Gzip([.. Idx.Images(2), 0])));
        AssertRefused(() => Images([.. Idx.Gzip(Idx.Images(2)), 0]));
    }

    [Fact]
    public void A_damaged_gzip_stream_is_refused()
    {
        byte[] packed = Idx.Gzip(Idx.Images(50, 9, 9));
        for (int i = 10; i < packed.Length; i += 3)
        {
            byte[] damaged = [.. packed];
            damaged[i] ^= 0x55;
            AssertRefused(() => Images(damaged));
        }
    }

    [Theory]
    [InlineData("00000801", "an IDX file of labels. Images and labels are exchanged")]
    [InlineData("89504E470D0A1A0A", "magic 0x89504E47 (a PNG image)")]
    [InlineData("504B0304000000000000", "(a zip or npz archive)")]
    [InlineData("8004954B0000", "(a Python pickle)")]
    [InlineData("3C21444F43", "(a web page or XML)")]
    [InlineData("00000703", "magic 0x00000703.")]
    [InlineData("00000805", "magic 0x00000805.")]
    public void A_wrong_magic_is_named(string hex, string says)
    {
        byte[] file = [.. Convert.FromHexString(hex), .. new byte[40]];
        Assert.Contains(says, Assert.Throws<FileFormatException>(() => Images(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_given_as_labels_are_named()
    {
        string message = Assert.Throws<FileFormatException>(() => Labels(Idx.Images(3))).Message;
        Assert.Contains("expected an IDX file of labels (magic 0x00000801), got magic 0x00000803, an IDX file of images", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_that_promises_too_much_is_refused_before_anything_is_allocated()
    {
        byte[] huge = Idx.Bytes(0x08, [-1, -1, -1], new byte[100]);
        byte[] large = Idx.Bytes(0x08, [2_000_000_000], new byte[100]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(() => Images(huge));
        AssertRefused(() => Labels(large));
        AssertRefused(() => Labels(Idx.Gzip(large)));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000_000);
    }

    [Fact]
    public void A_gzip_file_that_cannot_hold_its_promise_is_refused()
    {
        byte[] packed = Idx.Gzip(Idx.Bytes(0x08, [1_900_000_000], []));
        BinaryPrimitives.WriteUInt32LittleEndian(packed.AsSpan(packed.Length - 4), 1_900_000_008);
        AssertRefused(() => Labels(packed));
    }

    [Theory]
    [InlineData(float.NaN, "NaN in example 1 at value 0")]
    [InlineData(float.PositiveInfinity, "Infinity in example 1 at value 0")]
    [InlineData(float.NegativeInfinity, "-Infinity in example 1 at value 0")]
    public void Pixels_that_are_not_finite_are_refused(float value, string says)
    {
        byte[] data = new byte[16];
        BinaryPrimitives.WriteSingleBigEndian(data.AsSpan(8), value);
        Assert.Contains(says, Assert.Throws<FileFormatException>(() => Images(Idx.Bytes(0x0D, [2, 2], data))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Signed_pixels_and_real_labels_are_refused()
    {
        AssertRefused(() => Images(Idx.Bytes(0x09, [1, 2], new byte[2])));
        AssertRefused(() => Labels(Idx.Bytes(0x0D, [1], new byte[4])));
    }

    [Fact]
    public void No_example_is_refused() => AssertRefused(() => Images(Idx.Bytes(0x08, [0, 28, 28], [])));

    [Fact]
    public void Negative_labels_are_refused_with_their_place()
    {
        _folder.Write("train-images-idx3-ubyte", Idx.Images(2));
        _folder.Write("train-labels-idx1-ubyte", Idx.Bytes(0x09, [2], [0, 0xFF]));
        Assert.Contains("got -1 at example 1", Refusal(null), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_outside_of_the_known_classes_are_refused()
    {
        _folder.Write("train-images-idx3-ubyte", Idx.Images(2));
        _folder.Write("train-labels-idx1-ubyte", Idx.Labels(0, 5));
        Assert.Contains("expected labels in 0 … 1, got 5 at example 1", Refusal(["a", "b"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_that_differ_are_refused()
    {
        _folder.Write("train-images-idx3-ubyte", Idx.Images(2));
        _folder.Write("train-labels-idx1-ubyte", Idx.Labels(0, 1, 1));
        Assert.Contains("expected one label an image, 2, got 3 labels", Refusal(null), StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_that_differ_are_refused()
    {
        Idx.WriteFolder(_folder);
        _folder.Write("t10k-images-idx3-ubyte", Idx.Images(2, 3, 3));
        Assert.Contains("expected test images of 1×2×3 as in training, got 1×3×3", Refusal(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte")]
    [InlineData("train-labels-idx1-ubyte")]
    [InlineData("t10k-images-idx3-ubyte")]
    [InlineData("t10k-labels-idx1-ubyte")]
    public void A_missing_file_is_named(string name)
    {
        Idx.WriteFolder(_folder);
        File.Delete(Path.Combine(_folder.Path, name));
        Assert.Contains($"expected {name}", Refusal(null), StringComparison.Ordinal);
    }

    private string Refusal(IReadOnlyList<string>? names) => Assert.Throws<FileFormatException>(() => IdxFolder.Read(_folder.Path, "tiny", names)).Message;

    private (float[] Images, int Count, ImageShape Shape) Images(byte[] bytes)
    {
        using DataFile file = DataFile.Open(_folder.Write("images", bytes));
        return IdxFile.ReadImages(file);
    }

    private int[] Labels(byte[] bytes)
    {
        using DataFile file = DataFile.Open(_folder.Write("labels", bytes));
        return IdxFile.ReadLabels(file);
    }

    private static void AssertRefused(Action read)
    {
        FileFormatException refusal = Assert.Throws<FileFormatException>(read);
        Assert.All([refusal.What, refusal.Expected, refusal.Got, refusal.Remedy], part => Assert.False(string.IsNullOrWhiteSpace(part)));
    }
}
