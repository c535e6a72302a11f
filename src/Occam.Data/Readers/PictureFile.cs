using Occam.Data.Datasets;
using Occam.Formats.Files;
using Occam.Formats.Png;

namespace Occam.Data.Readers;

/// <summary>One picture of a class folder.</summary>
internal static class PictureFile
{
    private static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".ppm", ".pgm"];
    private static readonly string[] LeftBySystems = ["Thumbs.db", "desktop.ini"];

    private static ReadOnlySpan<byte> PngStart => [0x89, (byte)'P', (byte)'N', (byte)'G'];

    /// <summary>Whether a file has a name as pictures have.</summary>
    public static bool LooksLikeOne(string path) => !IsLeftByASystem(path) && Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>.DS_Store and other hidden files, Thumbs.db, desktop.ini.</summary>
    public static bool IsLeftByASystem(string path) => Path.GetFileName(path) is ['.', ..] or "" || LeftBySystems.Contains(Path.GetFileName(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>The shape of a picture, from its head.</summary>
    /// <exception cref="FileFormatException">No PNG, damaged, or more than 8 bits a channel.</exception>
    public static ImageShape Shape(string path)
    {
        byte[] start = DataFile.Start(path);
        if (!start.AsSpan().StartsWith(PngStart)) throw NoPng(path, start);
        PngDescription picture = PngReader.Describe(path);
        if (picture.Depth > 8)
        {
            throw new FileFormatException($"Reading '{path}'", "up to 8 bits a channel, which are divided by 255", $"{picture.Depth} bits",
                "Write 8 bits with ImageMagick, in the folder of the set: find . -name '*.png' -exec mogrify -depth 8 {} +. To keep all 16, write an .npz of floats.");
        }

        return new ImageShape(picture.Channels, picture.Height, picture.Width);
    }

    /// <summary>Refuses a picture of another shape.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">The shape that it must have.</param>
    /// <param name="like">What has that shape.</param>
    public static void RequireShape(string path, ImageShape shape, string like)
    {
        ImageShape own = Shape(path);
        if (own == shape) return;
        bool sizes = own.Height != shape.Height || own.Width != shape.Width;
        string change = sizes ? $"I.open(p).resize(({shape.Width}, {shape.Height})).save(p)" : "I.open(p).convert('RGB').save(p)";
        throw new FileFormatException($"Reading '{path}'", $"a picture of {Named(shape)} as {like}", Named(own), InPython("*.png", change));
    }

    /// <summary>Reads a picture as [c, h, w], bytes divided by 255.</summary>
    public static void Read(string path, ImageShape shape, Span<float> values)
    {
        PngImage picture = PngReader.Read(path);
        if ((picture.Channels, picture.Height, picture.Width) != (shape.Channels, shape.Height, shape.Width))
            throw new FileFormatException($"Reading '{path}'", $"a picture of {shape}, as its head said", "another size", "Do not change the files while they are read.");
        if (picture.IsTransparent)
        {
            throw new FileFormatException($"Reading '{path}'", "a picture without transparent pixels", "pixels that are not opaque",
                InPython("*.png", "(lambda i: I.alpha_composite(I.new('RGBA', i.size, 'white'), i).convert('RGB').save(p))(I.open(p).convert('RGBA'))"));
        }

        byte[] planes = new byte[shape.Size];
        ReadOnlySpan<byte> pixels = picture.Pixels.Span;
        for (int c = 0; c < shape.Channels; c++)
            for (int j = 0; j < shape.Area; j++) planes[(c * shape.Area) + j] = pixels[(j * shape.Channels) + c];
        Values.OfBytes(planes, values);
    }

    private static FileFormatException NoPng(string path, byte[] start)
    {
        string name = Path.GetFileName(path), ending = Path.GetExtension(path);
        bool picture = LooksLikeOne(path) && !ending.Equals(".png", StringComparison.OrdinalIgnoreCase);
        string kind = FileKind.Recognize(start) ?? (start.Length == 0 ? "an empty file" : $"first bytes 0x{Convert.ToHexString(start)}");
        string remedy = picture ? InPython(ending.StartsWith(".jp", StringComparison.OrdinalIgnoreCase) ? "*.[jJ][pP]*[gG]" : "*" + ending, "(I.open(p).convert('RGB').save(p.with_suffix('.png')), p.unlink())")
            : "Remove it from the folder of the class, or save the picture again as PNG.";
        return new FileFormatException($"Reading '{path}'", "PNG pictures only", $"'{name}' ({kind})", remedy);
    }

    private static string Named(ImageShape shape) => $"{shape.Width}×{shape.Height} pixels in {(shape.Channels == 1 ? "grey" : "colour")}";

    /// <summary>One line for a shell that changes all such pictures below the folder it runs in. Python reads on inside brackets, so the line works
    /// where a terminal wrapped it too.</summary>
    private static string InPython(string pattern, string change) => "Convert them, in the folder of the set: "
        + $"python3 -c \"[{change} for I in [__import__('PIL.Image').Image] for p in list(__import__('pathlib').Path('.').rglob('{pattern}'))]\"";
}
