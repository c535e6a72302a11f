using System.Buffers.Binary;
using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;
using Occam.Formats.Png;

namespace Occam.Formats.Tests.Png;

public sealed class PngWriterTests
{
    // Signature, header, one compressed block of rows that each begin with a zero, end: checked with the class library's own zlib.
    [Fact]
    public void The_parts_of_the_file_are_where_the_standard_wants_them()
    {
        byte[] file = PngWriter.Encode(new PngImage(2, 2, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]));
        byte[] start = [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0, 0xFD, 0xD4, 0x9A, 0x73];
        Assert.Equal(start, file[..33]);
        Assert.Equal([0, 0, 0, 0, .. "IEND"u8, 0xAE, 0x42, 0x60, 0x82], file[^12..]);
        int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(33));
        Assert.Equal("IDAT"u8, file.AsSpan(37, 4));
        using ZLibStream inflate = new(new MemoryStream(file, 41, length), CompressionMode.Decompress);
        using MemoryStream rows = new();
        inflate.CopyTo(rows);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 0, 7, 8, 9, 10, 11, 12], rows.ToArray());
    }

    [Fact]
    public void Any_picture_comes_back() =>
        Prop.ForAll(Gen.Choose(1, 20).Three().ToArbitrary(), size =>
        {
            using TemporaryFolder folder = new();
            (int width, int height, int seed) = size;
            int channels = seed % 2 == 0 ? 1 : 3;
            byte[] pixels = [.. Enumerable.Range(0, width * height * channels).Select(i => (byte)((i * i * seed) + i))];
            PngWriter.Write(folder.In("a.png"), new PngImage(width, height, channels, pixels));
            PngImage read = PngReader.Read(folder.In("a.png"));
            return (read.Width, read.Height, read.Channels) == (width, height, channels) && read.Pixels.Span.SequenceEqual(pixels);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(1UL, 3UL));

    [Theory]
    [InlineData(0, 1, 1, 0)]
    [InlineData(1, -1, 1, 0)]
    [InlineData(1, 1, 2, 2)]
    [InlineData(2, 1, 3, 3)]
    [InlineData(int.MaxValue, int.MaxValue, 3, 3)]
    public void A_picture_of_another_size_is_a_mistake_of_the_caller(int width, int height, int channels, int bytes) =>
        Assert.ThrowsAny<ArgumentException>(() => new PngImage(width, height, channels, new byte[bytes]));
}
