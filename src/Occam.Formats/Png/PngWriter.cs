using System.Buffers.Binary;
using System.IO.Compression;
using Occam.Formats.Files;

namespace Occam.Formats.Png;

/// <summary>Writes PNG pictures of 8 bits a channel, grey or red-green-blue, without row filters.</summary>
public static class PngWriter
{
    /// <summary>Writes a picture atomically.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="image">The picture.</param>
    /// <exception cref="FileFormatException">The place cannot be written.</exception>
    public static void Write(string path, PngImage image) => AtomicFile.Write(path, image, static (stream, picture) => Write(stream, picture));

    /// <summary>Writes a picture to a stream.</summary>
    /// <param name="stream">Only written to.</param>
    /// <param name="image">The picture.</param>
    public static void Write(Stream stream, PngImage image)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(image);
        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        header[8] = 8;
        header[9] = image.Channels == 1 ? (byte)0 : (byte)2;
        stream.Write(PngChunks.Signature);
        WriteChunk(stream, "IHDR"u8, header);
        WriteChunk(stream, "IDAT"u8, Compress(image));
        WriteChunk(stream, "IEND"u8, []);
    }

    /// <summary>A picture as the bytes of a PNG file, e.g. to embed in a page.</summary>
    /// <param name="image">The picture.</param>
    /// <returns>The file's bytes.</returns>
    public static byte[] Encode(PngImage image)
    {
        using MemoryStream stream = new();
        Write(stream, image);
        return stream.ToArray();
    }

    private static ReadOnlySpan<byte> Compress(PngImage image)
    {
        using MemoryStream compressed = new();
        using (ZLibStream deflate = new(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            int rowBytes = image.Width * image.Channels;
            for (int y = 0; y < image.Height; y++)
            {
                deflate.WriteByte(0);
                deflate.Write(image.Pixels.Span.Slice(y * rowBytes, rowBytes));
            }
        }
        return compressed.GetBuffer().AsSpan(0, (int)compressed.Length);
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(kind);
        stream.Write(data);
        Crc32 checksum = new();
        checksum.Add(kind);
        checksum.Add(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, checksum.Value);
        stream.Write(number);
    }
}
