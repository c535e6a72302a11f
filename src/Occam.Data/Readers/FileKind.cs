using System.Globalization;

namespace Occam.Data.Readers;

/// <summary>Says what a file is by its first bytes, so that a message about a wrong file can name it.</summary>
internal static class FileKind
{
    private static readonly (byte[] Start, string Name)[] Known =
    [
        ([0x1F, 0x8B], "gzip"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "a PNG image"),
        ([0xFF, 0xD8, 0xFF], "a JPEG image"),
        ([(byte)'P', (byte)'K', 3, 4], "a zip or npz archive"),
        ([0x93, (byte)'N', (byte)'U', (byte)'M'], "a NumPy array"),
        ([0x80, 2], "a Python pickle"),
        ([0x80, 3], "a Python pickle"),
        ([0x80, 4], "a Python pickle"),
        ([0x80, 5], "a Python pickle"),
        ([(byte)'<'], "a web page or XML"),
        ([(byte)'B', (byte)'Z', (byte)'h'], "bzip2"),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X'], "xz"),
        ([0x28, 0xB5, 0x2F, 0xFD], "Zstandard"),
        ([0x89, (byte)'H', (byte)'D', (byte)'F'], "HDF5"),
    ];

    /// <summary>The name of the kind of file that starts so, or null.</summary>
    public static string? Recognize(ReadOnlySpan<byte> start)
    {
        foreach ((byte[] known, string name) in Known)
            if (start.StartsWith(known)) return name;
        return null;
    }

    /// <summary>"magic 0x89504E47 (a PNG image)".</summary>
    public static string Describe(ReadOnlySpan<byte> start)
    {
        string magic = "magic 0x" + Convert.ToHexString(start);
        return Recognize(start) is { } name ? string.Create(CultureInfo.InvariantCulture, $"{magic} ({name})") : magic;
    }
}
