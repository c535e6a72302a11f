using System.Buffers.Binary;
using Occam.Data.Datasets;
using Occam.Formats.Files;

namespace Occam.Data.Readers;

/// <summary>Reads one IDX file of images or of labels.</summary>
internal static class IdxFile
{
    private const int ValuesAtOnce = 1 << 16;

    /// <summary>Images [n, d], [n, h, w] or [n, c, h, w]: bytes are divided by 255, floats are taken as they are.</summary>
    public static (float[] Images, int Count, ImageShape Shape) ReadImages(DataFile file)
    {
        IdxHeader header = IdxHeader.Read(file, labels: false);
        if (header.Type is IdxType.I8 or IdxType.I16 or IdxType.I32)
        {
            throw new FileFormatException(file.What, "pixels of U8 (divided by 255) or of F32 or F64 (taken as they are)", $"{header.Type}",
                "Write them as unsigned bytes, or as floats in the scale you want.");
        }

        int count = (int)header.Sizes[0];
        int[] sizes = [.. header.Sizes.Skip(1).Select(size => (int)size)];
        ImageShape shape = sizes.Length switch
        {
            1 => ImageShape.Vector(sizes[0]),
            2 => new ImageShape(1, sizes[0], sizes[1]),
            _ => new ImageShape(sizes[0], sizes[1], sizes[2]),
        };
        float[] images = new float[header.Values];
        Fill(file, header, images.Length, (bytes, start) => ConvertPixels(bytes, header.Type, images.AsSpan(start)));
        Values.RequireFinite(file.What, images, shape);
        return (images, count, shape);
    }

    /// <summary>Labels [n], not negative.</summary>
    public static int[] ReadLabels(DataFile file)
    {
        IdxHeader header = IdxHeader.Read(file, labels: true);
        if (header.Type is IdxType.F32 or IdxType.F64)
            throw new FileFormatException(file.What, "labels of U8, I8, I16 or I32", $"{header.Type}", "Write the classes as whole numbers, 0, 1, 2, ….");
        int[] labels = new int[header.Values];
        Fill(file, header, labels.Length, (bytes, start) => ConvertLabels(bytes, header.Type, labels.AsSpan(start)));
        return labels;
    }

    private static void Fill(DataFile file, IdxHeader header, int count, Action<ReadOnlyMemory<byte>, int> convert)
    {
        byte[] buffer = new byte[Math.Min(count, ValuesAtOnce) * header.ValueBytes];
        for (int start = 0; start < count; start += ValuesAtOnce)
        {
            Memory<byte> part = buffer.AsMemory(0, Math.Min(ValuesAtOnce, count - start) * header.ValueBytes);
            file.ReadExactly(part.Span, header.Describe());
            convert(part, start);
        }

        file.RequireEnd(header.Describe());
    }

    private static void ConvertPixels(ReadOnlyMemory<byte> part, IdxType type, Span<float> to)
    {
        ReadOnlySpan<byte> bytes = part.Span;
        switch (type)
        {
            case IdxType.U8:
                Values.OfBytes(bytes, to);
                break;
            case IdxType.F32:
                for (int i = 0; i < bytes.Length / 4; i++) to[i] = BinaryPrimitives.ReadSingleBigEndian(bytes[(4 * i)..]);
                break;
            default:
                for (int i = 0; i < bytes.Length / 8; i++) to[i] = (float)BinaryPrimitives.ReadDoubleBigEndian(bytes[(8 * i)..]);
                break;
        }
    }

    private static void ConvertLabels(ReadOnlyMemory<byte> part, IdxType type, Span<int> to)
    {
        ReadOnlySpan<byte> bytes = part.Span;
        int size = type switch { IdxType.I16 => 2, IdxType.I32 => 4, _ => 1 };
        for (int i = 0; i < bytes.Length / size; i++)
        {
            to[i] = type switch
            {
                IdxType.U8 => bytes[i],
                IdxType.I8 => (sbyte)bytes[i],
                IdxType.I16 => BinaryPrimitives.ReadInt16BigEndian(bytes[(2 * i)..]),
                _ => BinaryPrimitives.ReadInt32BigEndian(bytes[(4 * i)..]),
            };
        }
    }
}
