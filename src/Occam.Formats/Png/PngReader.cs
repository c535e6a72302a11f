using System.IO.Compression;
using Occam.Formats.Files;

namespace Occam.Formats.Png;

/// <summary>
/// Reads PNG pictures of every colour type, 1 to 16 bits a sample, not interlaced. 16 bits are rounded to 8, palettes looked up, smaller
/// grey depths spread over 0 to 255, and alpha dropped: the colour under it stays as stored, and <see cref="PngImage.IsTransparent"/> says
/// whether there was something to drop. Gamma and colour profiles are not applied.
/// </summary>
public static class PngReader
{
    private const string Damaged = "The picture is damaged; copy or save it again.";

    // Deflate cannot shrink 258 bytes to less than two bits, so a higher ratio is a lie, and nothing is allocated for it.
    private const long HighestRatio = 1032;

    private const int LargestPicture = 1 << 30;

    /// <summary>Reads a picture.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The picture, with 1 or 3 channels.</returns>
    /// <exception cref="FileFormatException">The file is missing, damaged, interlaced, or no PNG.</exception>
    public static PngImage Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream stream = InputFile.Open(path);
        return Read(stream, path, stream.Length);
    }

    /// <summary>Reads the head of a picture only, so that the room for many can be counted before any is unpacked.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its size, which the length of the file allows.</returns>
    /// <exception cref="FileFormatException">The file is missing, interlaced, no PNG, or too short for the size that it states.</exception>
    public static PngDescription Describe(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream stream = InputFile.Open(path);
        ByteSource source = new(stream, path, stream.Length);
        PngHeader header = PngChunks.ReadHeader(source);
        RequireSize(header, source, stream.Length);
        return new PngDescription(header.Width, header.Height, header.Channels, header.Depth);
    }

    /// <summary>Reads a picture from a stream.</summary>
    /// <param name="stream">Read forwards, to the last chunk of the picture.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="length">Bytes from the current position to the end.</param>
    /// <returns>The picture, with 1 or 3 channels.</returns>
    /// <exception cref="FileFormatException">The bytes are damaged, interlaced, or no PNG.</exception>
    public static PngImage Read(Stream stream, string name, long length)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ByteSource source = new(stream, name, length);
        if (length > LargestPicture) throw source.Fault("a file below 1 GiB", $"{length} bytes", "Cut the picture into smaller ones.");
        PngChunks chunks = PngChunks.Read(source);
        PngHeader header = chunks.Header!;
        RequireSize(header, source, chunks.Compressed.Length);
        byte[] rows = Decompress(chunks, source);
        byte[] pixels = new byte[(int)header.OutputBytes];
        int rowBytes = (int)header.RowBytes;
        ReadOnlySpan<byte> above = new byte[rowBytes];
        bool transparent = false;
        for (int y = 0; y < header.Height; y++)
        {
            Span<byte> row = rows.AsSpan((y * (rowBytes + 1)) + 1, rowBytes);
            PngFilter.Undo(rows[y * (rowBytes + 1)], row, above, header.PixelBytes, name);
            int outputRow = header.Width * header.Channels;
            PngSamples.Unpack(row, pixels.AsSpan(y * outputRow, outputRow), header, chunks.Palette, name);
            transparent = transparent || PngTransparency.In(row, header, chunks.Transparency);
            above = row;
        }
        return new PngImage(header.Width, header.Height, header.Channels, pixels) { IsTransparent = transparent };
    }

    private static void RequireSize(PngHeader header, ByteSource source, long compressed)
    {
        if (header.FilteredBytes / HighestRatio > compressed || header.FilteredBytes > LargestPicture || header.OutputBytes > LargestPicture)
            throw source.Fault($"a size below 1 GiB that {compressed} compressed bytes can hold", $"{header.Width} x {header.Height}", Damaged);
    }

    private static byte[] Decompress(PngChunks chunks, ByteSource source)
    {
        using ZLibStream inflate = new(chunks.Compressed, CompressionMode.Decompress);
        long bytes = (long)chunks.Header!.FilteredBytes;
        ByteSource rows = new(inflate, source.Name, bytes);
        byte[] result = rows.ReadBytes(bytes, "pixels");
        if (!rows.AtEnd()) throw source.Fault($"{bytes} bytes of pixels", "more", Damaged);
        return result;
    }
}
