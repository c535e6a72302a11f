using System.Buffers.Binary;

namespace Occam.Formats.Png;

/// <summary>Whether a picture lets something show through: alpha samples, or a tRNS chunk with alpha for a palette or one colour that is clear.</summary>
internal static class PngTransparency
{
    /// <summary>Whether a pixel of an unfiltered row is not fully opaque.</summary>
    /// <param name="row">The samples of the row as stored.</param>
    /// <param name="header">What the samples are.</param>
    /// <param name="chunk">The tRNS chunk, or nothing.</param>
    public static bool In(ReadOnlySpan<byte> row, PngHeader header, ReadOnlySpan<byte> chunk)
    {
        if (header.ColourType is 4 or 6) return InAlpha(row, header.PixelBytes, header.Depth / 8);
        if (chunk.IsEmpty) return false;
        return header.ColourType == PngHeader.Palette ? InPalette(row, header, chunk) : InClearColour(row, header, chunk);
    }

    private static bool InAlpha(ReadOnlySpan<byte> row, int pixel, int sample)
    {
        for (int end = pixel; end <= row.Length; end += pixel)
            if (row[(end - sample)..end].ContainsAnyExcept((byte)255)) return true;
        return false;
    }

    private static bool InPalette(ReadOnlySpan<byte> row, PngHeader header, ReadOnlySpan<byte> alphas)
    {
        for (int x = 0; x < header.Width; x++)
            if (PngSamples.Packed(row, x, header.Depth) is var index && index < alphas.Length && alphas[index] != 255) return true;
        return false;
    }

    private static bool InClearColour(ReadOnlySpan<byte> row, PngHeader header, ReadOnlySpan<byte> colour)
    {
        for (int x = 0; x < header.Width; x++)
        {
            int same = 0;
            while (same < header.Samples && 2 * same + 2 <= colour.Length
                && Sample(row, (x * header.Samples) + same, header.Depth) == BinaryPrimitives.ReadUInt16BigEndian(colour[(2 * same)..])) same++;
            if (same == header.Samples) return true;
        }

        return false;
    }

    private static int Sample(ReadOnlySpan<byte> row, int index, int depth) => depth switch
    {
        16 => BinaryPrimitives.ReadUInt16BigEndian(row[(2 * index)..]),
        8 => row[index],
        _ => PngSamples.Packed(row, index, depth),
    };
}
