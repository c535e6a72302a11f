namespace Occam.Formats.Png;

/// <summary>What the head of a PNG file says of its picture.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 for grey, 3 for red, green, blue and for palettes: as <see cref="PngReader"/> reads it.</param>
/// <param name="Depth">Bits a sample in the file: 1, 2, 4, 8 or 16.</param>
public readonly record struct PngDescription(int Width, int Height, int Channels, int Depth);
