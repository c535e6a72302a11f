using System.Buffers.Binary;
using System.Text;
using Occam.Formats.Files;

namespace Occam.Formats.Png;

/// <summary>What a PNG file is made of, with every checksum checked: header, palette and the compressed rows in one piece.</summary>
internal sealed class PngChunks
{
    private const string Damaged = "The picture is damaged; copy or save it again.";
    private readonly ByteSource source;

    private PngChunks(ByteSource source) => this.source = source;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    public PngHeader? Header { get; private set; }

    public byte[] Palette { get; private set; } = [];

    public byte[] Transparency { get; private set; } = [];

    public MemoryStream Compressed { get; } = new();

    public static PngChunks Read(ByteSource source)
    {
        PngChunks chunks = Begin(source);
        while (chunks.ReadChunk())
        {
        }
        chunks.CheckComplete();
        return chunks;
    }

    /// <summary>The header alone; nothing behind it is looked at.</summary>
    public static PngHeader ReadHeader(ByteSource source)
    {
        PngChunks chunks = Begin(source);
        chunks.ReadChunk();
        return chunks.Header!;
    }

    private static PngChunks Begin(ByteSource source)
    {
        Span<byte> start = stackalloc byte[8];
        source.Read(start, "PNG signature");
        if (!start.SequenceEqual(Signature))
            throw source.Fault("a PNG picture", start[0] == 0xFF && start[1] == 0xD8 ? "a JPEG picture" : "other bytes at the start", "Convert the picture to PNG.");
        return new PngChunks(source);
    }

    private bool ReadChunk()
    {
        Span<byte> start = stackalloc byte[8];
        source.Read(start, "PNG chunk");
        byte[] data = source.ReadBytes(BinaryPrimitives.ReadUInt32BigEndian(start), "PNG chunk");
        Span<byte> stored = stackalloc byte[4];
        source.Read(stored, "PNG checksum");
        string kind = Encoding.Latin1.GetString(start[4..]);
        Crc32 checksum = new();
        checksum.Add(start[4..]);
        checksum.Add(data);
        uint expected = BinaryPrimitives.ReadUInt32BigEndian(stored);
        if (checksum.Value != expected) throw source.Fault($"checksum {expected:x8} of chunk {Shown.Text(kind)}", $"{checksum.Value:x8}", Damaged);
        Take(kind, data);
        return kind != "IEND";
    }

    private void Take(string kind, byte[] data)
    {
        if ((Header is null) != (kind == "IHDR")) throw source.Fault("one header chunk, first", Shown.Text(kind), Damaged);
        switch (kind)
        {
            case "IHDR":
                Header = PngHeader.Parse(data, source.Name);
                break;
            case "PLTE":
                if (data.Length is 0 or > 768 || data.Length % 3 != 0 || Palette.Length > 0)
                    throw source.Fault("one palette of 1 to 256 colours", $"{data.Length} bytes", Damaged);
                Palette = data;
                break;
            case "tRNS":
                Transparency = data;
                break;
            case "IDAT":
                Compressed.Write(data);
                break;
            case "IEND":
                break;
            default:
                // Bit 5 of the first letter marks a chunk that a reader may leave out.
                if (!char.IsAsciiLetterLower(kind[0])) throw source.Fault("chunks that PNG defines", Shown.Text(kind), Damaged);
                break;
        }
    }

    private void CheckComplete()
    {
        if (Compressed.Length == 0) throw source.Fault("rows of pixels", "none", Damaged);
        if (Header!.ColourType == PngHeader.Palette && Palette.Length == 0) throw source.Fault("a palette", "none", Damaged);
        Compressed.Position = 0;
    }
}
