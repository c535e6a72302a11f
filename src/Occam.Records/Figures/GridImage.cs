using Occam.Formats.Files;

namespace Occam.Records.Figures;

/// <summary>One picture of an image grid.</summary>
/// <param name="Source">The picture as a data address: "data:image/png;base64,...".</param>
/// <param name="Label">A few words under it.</param>
/// <param name="Note">A second, quieter line, or null.</param>
public sealed record GridImage(string Source, string Label, string? Note = null)
{
    /// <summary>How every picture's address begins; others could make a page fetch something.</summary>
    internal const string Prefix = "data:image/png;base64,";

    /// <summary>A picture from the bytes of a PNG file.</summary>
    /// <exception cref="FileFormatException">The bytes do not begin as a PNG file does.</exception>
    public static GridImage FromPng(ReadOnlySpan<byte> png, string label, string? note = null)
    {
        ReadOnlySpan<byte> signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
        return png.StartsWith(signature)
            ? new GridImage(Prefix + Convert.ToBase64String(png), label, note)
            : throw new FileFormatException("A picture for a figure", "the bytes of a PNG file", $"{png.Length} bytes that begin otherwise", "Encode it as PNG first.");
    }
}
