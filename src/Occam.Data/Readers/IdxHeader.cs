using System.Buffers.Binary;
using System.Globalization;
using Occam.Formats.Files;

namespace Occam.Data.Readers;

/// <summary>The head of an IDX file: 0, 0, a type, a rank, then the rank's sizes as big-endian 32-bit numbers. Source: the MNIST page's description.</summary>
internal sealed record IdxHeader(IdxType Type, long[] Sizes)
{
    private const int LargestRank = 4;

    /// <summary>How many values follow the head.</summary>
    public long Values { get; private init; }

    /// <summary>Bytes of the whole file.</summary>
    public long TotalBytes { get; private init; }

    /// <summary>Bytes of one value.</summary>
    public int ValueBytes => BytesOf(Type);

    /// <summary>The sizes and type in words: "10000 × 28 × 28 values of u8".</summary>
    public string Describe() =>
        string.Join(" × ", Sizes.Select(size => size.ToString(CultureInfo.InvariantCulture))) + $" values of {Type}, and the head";

    /// <summary>Reads and checks the head; refuses a file whose length is not what the head promises.</summary>
    /// <param name="file">The file, at its start.</param>
    /// <param name="labels">Whether labels (rank 1) are expected, or images (rank 2 to 4).</param>
    public static IdxHeader Read(DataFile file, bool labels)
    {
        string expected = labels ? "an IDX file of labels (magic 0x00000801)" : "an IDX file of images (magic 0x00000803)";
        Span<byte> magic = stackalloc byte[4];
        file.ReadExactly(magic, expected);
        RequireMagic(file.What, magic, labels, expected);

        int rank = magic[3];
        Span<byte> sizes = stackalloc byte[4 * LargestRank];
        file.ReadExactly(sizes[..(4 * rank)], $"the {rank} sizes of an IDX head");
        long[] lengths = new long[rank];
        for (int i = 0; i < rank; i++) lengths[i] = BinaryPrimitives.ReadUInt32BigEndian(sizes[(4 * i)..]);

        IdxHeader header = new((IdxType)magic[2], lengths);
        header = header with { Values = Product(file.What, header) };
        header = header with { TotalBytes = 4 + (4 * rank) + (header.Values * header.ValueBytes) };
        file.RequireTotal(header.TotalBytes, header.Describe());
        return header;
    }

    private static void RequireMagic(string what, ReadOnlySpan<byte> magic, bool labels, string expected)
    {
        bool idx = magic[0] == 0 && magic[1] == 0 && Enum.IsDefined((IdxType)magic[2]) && magic[3] is >= 1 and <= LargestRank;
        if (!idx)
            throw new FileFormatException(what, expected, FileKind.Describe(magic), "Give an IDX file as MNIST's are, plain or gzip.");
        bool holdsLabels = magic[3] == 1;
        if (holdsLabels == labels) return;
        string got = $"magic 0x{Convert.ToHexString(magic)}, an IDX file of {(holdsLabels ? "labels" : "images")}";
        throw new FileFormatException(what, expected, got, "Images and labels are exchanged: check the two file names.");
    }

    private static long Product(string what, IdxHeader header)
    {
        long product = 1;
        foreach (long size in header.Sizes)
        {
            if (size == 0)
                throw new FileFormatException(what, "sizes of at least 1", header.Describe(), "The file holds no example, or its head is damaged: fetch it again.");
            product *= size;
            if (product > Array.MaxLength)
                throw new FileFormatException(what, $"at most {Array.MaxLength} values", header.Describe(), "The head is damaged, or the set is too large to be held in memory: split it.");
        }

        return product;
    }

    private static int BytesOf(IdxType type) => type switch
    {
        IdxType.I16 => 2,
        IdxType.I32 or IdxType.F32 => 4,
        IdxType.F64 => 8,
        _ => 1,
    };
}
