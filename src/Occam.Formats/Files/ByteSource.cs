namespace Occam.Formats.Files;

/// <summary>A stream with a known length and a name. Nothing is allocated before its length was checked against what is left.</summary>
/// <param name="stream">Read forwards only; not disposed of here.</param>
/// <param name="name">What messages call it.</param>
/// <param name="length">Bytes from the current position to the end.</param>
internal sealed class ByteSource(Stream stream, string name, long length)
{
    private const string CutShort = "The file is cut short; copy or download it again.";

    public string Name => name;

    public long Length { get; } = length;

    public long Remaining { get; private set; } = length;

    /// <summary>Given everything that is read; null where no checksum is stored to compare with.</summary>
    public Crc32? Checksum { get; init; }

    public byte[] ReadBytes(long count, string part)
    {
        Require(count, part);
        if (count > Array.MaxLength)
            throw Fault($"at most {Array.MaxLength} bytes of {part}", $"{count}", "Split the array into several files.");
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)count);
        Read(bytes, part);
        return bytes;
    }

    public void Read(Span<byte> into, string part)
    {
        Require(into.Length, part);
        int done = 0;
        while (done < into.Length)
        {
            int read = ReadSome(into[done..], part);
            if (read == 0) throw Fault($"{into.Length} bytes of {part}", $"the end after {done}", CutShort);
            done += read;
        }
        Remaining -= into.Length;
        Checksum?.Add(into);
    }

    /// <summary>Whether the stream has no byte left, whatever length it declared.</summary>
    public bool AtEnd() => Remaining == 0 && ReadSome(stackalloc byte[1], "the end") == 0;

    public FileFormatException Fault(string expected, string got, string remedy) =>
        new($"Reading '{name}'", expected, got, remedy);

    private void Require(long count, string part)
    {
        if (count > Remaining) throw Fault($"{count} bytes of {part}", $"{Remaining} before the end", CutShort);
    }

    private int ReadSome(Span<byte> into, string part)
    {
        try
        {
            return stream.Read(into);
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            throw Fault($"readable {part}", error.Message, "The file is damaged; copy or download it again.");
        }
    }
}
