using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Occam.Formats.Files;
using Occam.Formats.Png;

namespace Occam.Formats.Tests.Png;

public sealed class PngHostileTests
{
    [Theory]
    [InlineData("type2_8bit")]
    [InlineData("type3_4bit")]
    public void Every_truncation_is_refused(string name) => Hostile.RefusesEveryTruncation(Fixture.Bytes($"png/{name}.png"), Read);

    // Every byte is covered by the signature, a length or a checksum, so nothing may pass.
    [Theory]
    [InlineData("type2_8bit")]
    [InlineData("type3_4bit")]
    public void Every_changed_byte_is_refused(string name)
    {
        byte[] good = Fixture.Bytes($"png/{name}.png");
        Assert.Equal(4 * good.Length, Hostile.SurvivesEveryChangedByte(good, Read));
    }

    // With checksums made right again, the readers behind them are reached.
    [Fact]
    public void Every_changed_byte_with_a_right_checksum_is_read_or_refused()
    {
        byte[] rows = Fixture.Bytes("png/type3_4bit.png");
        Assert.InRange(Hostile.SurvivesEveryChangedByte(rows, bytes => Read(WithRightChecksums(bytes))), 100, int.MaxValue);
    }

    [Theory]
    [InlineData(0, 1, 8, 0, "0 x 1")]
    [InlineData(1, 0, 8, 0, "1 x 0")]
    [InlineData(-1, 1, 8, 0, "4294967295 x 1")]
    [InlineData(int.MaxValue, int.MaxValue, 16, 6, "2147483647 x 2147483647")]
    [InlineData(100_000, 1, 8, 0, "100000 x 1")]
    [InlineData(1, 1, 3, 0, "type 0 with 3 bits")]
    [InlineData(1, 1, 4, 2, "type 2 with 4 bits")]
    [InlineData(1, 1, 16, 3, "type 3 with 16 bits")]
    [InlineData(1, 1, 8, 1, "type 1 with 8 bits")]
    [InlineData(1, 1, 8, 3, "none")]
    [InlineData(2, 1, 8, 0, "the end after 2")]
    [InlineData(1, 2, 8, 0, "the end after 2")]
    public void Headers_that_lie_are_refused(int width, int height, int depth, int type, string got)
    {
        FileFormatException error = Assert.Throws<FileFormatException>(() => Read(Picture(width, height, depth, type, [0, 5])));
        Hostile.AssertFourParts(error);
        Assert.Equal(got, error.Got);
    }

    [Fact]
    public void Rows_that_lie_are_refused()
    {
        Read(Picture(1, 1, 8, 0, [0, 5]));
        Assert.Equal("more", Assert.Throws<FileFormatException>(() => Read(Picture(1, 1, 8, 0, [0, 5, 6]))).Got);
        Assert.Equal("5", Assert.Throws<FileFormatException>(() => Read(Picture(1, 1, 8, 0, [5, 5]))).Got);
    }

    [Fact]
    public void Chunks_in_disorder_are_refused()
    {
        byte[] good = Picture(1, 1, 8, 0, [0, 5]);
        byte[] header = good[8..33];
        byte[] rest = good[33..];
        byte[] signature = good[..8];
        Assert.Equal("'IDAT'", Assert.Throws<FileFormatException>(() => Read([.. signature, .. rest])).Got);
        Assert.Equal("'IHDR'", Assert.Throws<FileFormatException>(() => Read([.. signature, .. header, .. header, .. rest])).Got);
        Assert.Equal("none", Assert.Throws<FileFormatException>(() => Read([.. signature, .. header, .. rest[^12..]])).Got);
        Assert.Equal("'CgBI'", Assert.Throws<FileFormatException>(() => Read([.. signature, .. header, .. Chunk("CgBI", [1]), .. rest])).Got);
        Assert.Equal("4 bytes", Assert.Throws<FileFormatException>(() => Read([.. signature, .. header, .. Chunk("PLTE", [1, 2, 3, 4]), .. rest])).Got);
        Read([.. signature, .. header, .. Chunk("teXt", [1]), .. rest, 1, 2, 3]);
    }

    [Fact]
    public void A_colour_outside_the_palette_is_refused()
    {
        byte[] good = Picture(1, 1, 8, 3, [0, 1]);
        byte[] bad = [.. good[..33], .. Chunk("PLTE", [1, 2, 3]), .. good[33..]];
        Assert.Equal("a colour below 1, the length of the palette", Assert.Throws<FileFormatException>(() => Read(bad)).Expected);
    }

    [Fact]
    public void A_jpeg_is_recognized() =>
        Assert.Equal("a JPEG picture", Assert.Throws<FileFormatException>(() => Read([0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0])).Got);

    private static void Read(byte[] bytes) => PngReader.Read(new MemoryStream(bytes), "picture.png", bytes.Length);

    private static byte[] Picture(int width, int height, int depth, int type, byte[] rows)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = ((byte)depth, (byte)type);
        using MemoryStream packed = new();
        using (ZLibStream deflate = new(packed, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(rows);
        byte[] signature = [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8];
        return [.. signature, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string kind, byte[] data)
    {
        byte[] covered = [.. Encoding.ASCII.GetBytes(kind), .. data];
        byte[] length = new byte[4];
        byte[] checksum = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Crc32.Of(covered));
        return [.. length, .. covered, .. checksum];
    }

    private static byte[] WithRightChecksums(byte[] bytes)
    {
        for (int at = 8; at + 12 <= bytes.Length;)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
            if (at + 12 + length > bytes.Length) break;
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at + 8 + (int)length), Crc32.Of(bytes.AsSpan(at + 4, (int)length + 4)));
            at += 12 + (int)length;
        }
        return bytes;
    }
}
