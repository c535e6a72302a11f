using System.Runtime.InteropServices;
using Occam.Formats.Arrays;
using Occam.Formats.Files;

namespace Occam.Formats.Npy;

/// <summary>
/// numpy's file of one array. Reads versions 1 to 3, both byte orders and both index orders (the result is row-major); writes version 1,
/// row-major, with the bytes that numpy.save writes. Pickled objects, strings, dates, complex and structured types are refused.
/// </summary>
public static class NpyFile
{
    // Spans of more than 2 GiB cannot be seen as bytes in one piece.
    private const int ElementsAtOnce = 1 << 20;

    /// <summary>Reads the whole array, at most 2 GiB; larger ones are read by <see cref="NpyRowReader"/>.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The array, named like the file.</returns>
    /// <exception cref="FileFormatException">The file is missing, is not npy, or does not hold what its header says.</exception>
    public static StoredArray Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream stream = InputFile.Open(path);
        return Read(stream, path, stream.Length);
    }

    /// <summary>Reads an array from a stream that holds exactly one.</summary>
    /// <param name="stream">Read to its declared end, forwards only.</param>
    /// <param name="name">What messages and the array are called.</param>
    /// <param name="length">Bytes from the current position to the end.</param>
    /// <returns>The array.</returns>
    /// <exception cref="FileFormatException">The bytes are not npy, or are not what the header says.</exception>
    public static StoredArray Read(Stream stream, string name, long length)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return Read(new ByteSource(stream, name, length));
    }

    /// <summary>Writes an array atomically. Any number of elements that fits in memory.</summary>
    /// <typeparam name="T">bool, an integer of 8 to 64 bits, Half, float or double.</typeparam>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="shape">The lengths, slowest dimension first.</param>
    /// <param name="values">Π shape numbers in row-major order.</param>
    /// <exception cref="ArgumentException">The shape and the number of values differ, or the type cannot be stored.</exception>
    /// <exception cref="FileFormatException">The place cannot be written.</exception>
    public static void Write<T>(string path, ReadOnlySpan<long> shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        StoredArray.RequireCount(path, shape, values);
        AtomicFile.Write(path, new Content<T>(shape, values), static (stream, content) =>
        {
            NpyHeader.Write(stream, ElementTypes.Of<T>(), content.Shape);
            WriteValues(stream, content.Values);
        });
    }

    /// <summary>Writes a stored array atomically.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="array">Any type but BFloat16, which numpy does not have.</param>
    /// <exception cref="ArgumentException">The type is BFloat16.</exception>
    /// <exception cref="FileFormatException">The place cannot be written.</exception>
    public static void Write(string path, StoredArray array) => AtomicFile.Write(path, array, Write);

    internal static StoredArray Read(ByteSource source)
    {
        NpyHeader header = NpyHeader.Read(source);
        byte[] data = source.ReadBytes(header.DataBytes, "numbers");
        int size = header.Type.Size();
        if (header.Swapped) ElementTypes.Reverse(data, size);
        if (header.ColumnMajor) data = ColumnMajor.ToRowMajor(data, header.Shape, size);
        return new StoredArray(source.Name, header.Type, header.Shape, data);
    }

    internal static void Write(Stream stream, StoredArray array)
    {
        NpyHeader.Write(stream, array.Type, array.Shape.AsSpan());
        stream.Write(array.Data.Span);
    }

    internal static void WriteValues<T>(Stream stream, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        for (int start = 0; start < values.Length; start += ElementsAtOnce)
            stream.Write(MemoryMarshal.AsBytes(values.Slice(start, Math.Min(ElementsAtOnce, values.Length - start))));
    }

    private readonly ref struct Content<T>(ReadOnlySpan<long> shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        public ReadOnlySpan<long> Shape { get; } = shape;

        public ReadOnlySpan<T> Values { get; } = values;
    }
}
