using System.Buffers.Binary;
using Occam.Formats.Files;

namespace Occam.Formats.Png;

/// <summary>The IHDR chunk. Colour types: 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Depth">Bits a sample.</param>
/// <param name="ColourType">0, 2, 3, 4 or 6.</param>
internal sealed record PngHeader(int Width, int Height, int Depth, int ColourType)
{
    public const int Palette = 3;
    private const string Resave = "Save the picture again as an ordinary PNG of 8 bits a channel.";

    public int Samples => ColourType switch { 0 or Palette => 1, 4 => 2, 2 => 3, _ => 4 };

    /// <summary>1 or 3: alpha is dropped and a palette looked up.</summary>
    public int Channels => ColourType is 0 or 4 ? 1 : 3;

    public long RowBytes => (((long)Width * Samples * Depth) + 7) / 8;

    /// <summary>Distance of the byte that filters call "left".</summary>
    public int PixelBytes => Math.Max(1, Samples * Depth / 8);

    /// <summary>All rows, each after one byte that names its filter.</summary>
    public Int128 FilteredBytes => (Int128)Height * (RowBytes + 1);

    public Int128 OutputBytes => (Int128)Height * Width * Channels;

    public static PngHeader Parse(ReadOnlySpan<byte> chunk, string name)
    {
        if (chunk.Length != 13) throw Fault(name, "a header of 13 bytes", $"{chunk.Length}");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(chunk);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
            throw Fault(name, "a width and a height of 1 to 2^31 - 1", $"{width} x {height}");
        (int depth, int type) = (chunk[8], chunk[9]);
        bool known = type switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            Palette => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
        if (!known) throw Fault(name, "a colour type and depth that PNG has", $"type {type} with {depth} bits");
        if (chunk[10] != 0 || chunk[11] != 0) throw Fault(name, "compression and filter method 0", $"{chunk[10]} and {chunk[11]}");
        if (chunk[12] != 0) throw Fault(name, "a picture that is not interlaced", $"interlace method {chunk[12]}");
        return new PngHeader((int)width, (int)height, depth, type);
    }

    private static FileFormatException Fault(string name, string expected, string got) => new($"Reading '{name}'", expected, got, Resave);
}
