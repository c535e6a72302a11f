using Occam.Formats.Files;

namespace Occam.Formats.Png;

/// <summary>Turns a row of packed samples of any depth into one or three bytes a pixel.</summary>
internal static class PngSamples
{
    public static void Unpack(ReadOnlySpan<byte> row, Span<byte> output, PngHeader header, byte[] palette, string name)
    {
        if (header.ColourType == PngHeader.Palette)
        {
            for (int x = 0; x < header.Width; x++) Look(Packed(row, x, header.Depth), palette, output.Slice(3 * x, 3), name);
            return;
        }
        if (header.Depth < 8)
        {
            int highest = (1 << header.Depth) - 1;
            for (int x = 0; x < header.Width; x++) output[x] = (byte)(Packed(row, x, header.Depth) * 255 / highest);
            return;
        }
        int bytes = header.Depth / 8;
        for (int x = 0; x < header.Width; x++)
        {
            for (int c = 0; c < header.Channels; c++)
            {
                int at = ((x * header.Samples) + c) * bytes;
                output[(x * header.Channels) + c] = bytes == 1 ? row[at] : Rounded((row[at] << 8) | row[at + 1]);
            }
        }
    }

    // The first pixel is in the high bits.
    public static int Packed(ReadOnlySpan<byte> row, int x, int depth)
    {
        long bit = (long)x * depth;
        return (row[(int)(bit >> 3)] >> (8 - depth - (int)(bit & 7))) & ((1 << depth) - 1);
    }

    private static byte Rounded(int sample) => (byte)(((sample * 255) + 32767) / 65535);

    private static void Look(int index, byte[] palette, Span<byte> colour, string name)
    {
        if (3 * index >= palette.Length)
            throw new FileFormatException($"Reading '{name}'", $"a colour below {palette.Length / 3}, the length of the palette", $"{index}",
                "The picture is damaged; copy or save it again.");
        palette.AsSpan(3 * index, 3).CopyTo(colour);
    }
}
