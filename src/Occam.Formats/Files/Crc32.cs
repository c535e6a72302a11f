namespace Occam.Formats.Files;

/// <summary>CRC-32 as in ISO 3309 and the PNG and ZIP specifications: polynomial 0xEDB88320 reflected, start and end inverted.</summary>
internal sealed class Crc32
{
    private static readonly uint[] Table = MakeTable();
    private uint state = uint.MaxValue;

    public uint Value => ~state;

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        Crc32 checksum = new();
        checksum.Add(bytes);
        return checksum.Value;
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        uint value = state;
        foreach (byte b in bytes) value = Table[(byte)(value ^ b)] ^ (value >> 8);
        state = value;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            uint value = n;
            for (int bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            table[n] = value;
        }
        return table;
    }
}
