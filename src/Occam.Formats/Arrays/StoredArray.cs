using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Occam.Formats.Arrays;

/// <summary>
/// An array as a file stores it: an element type, a shape and the elements in row-major order. Shared by npy, npz and safetensors. At most
/// 2 GiB; larger npy files are read by rows.
/// </summary>
public sealed class StoredArray
{
    internal StoredArray(string name, ElementType type, ReadOnlySpan<long> shape, byte[] data)
    {
        Name = name;
        Type = type;
        Shape = [.. shape];
        Bytes = data;
    }

    /// <summary>The file, or the name inside the archive.</summary>
    public string Name { get; }

    /// <summary>What one element is.</summary>
    public ElementType Type { get; }

    /// <summary>The lengths, slowest dimension first; empty for a single number.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>Number of elements.</summary>
    public int Count => Bytes.Length / Type.Size();

    /// <summary>The elements in row-major order and in this machine's byte order.</summary>
    public ReadOnlyMemory<byte> Data => Bytes;

    internal byte[] Bytes { get; }

    /// <summary>Copies numbers into a stored array.</summary>
    /// <typeparam name="T">bool, an integer of 8 to 64 bits, Half, float or double.</typeparam>
    /// <param name="name">What the array is called.</param>
    /// <param name="shape">The lengths, slowest dimension first.</param>
    /// <param name="values">Π shape numbers in row-major order.</param>
    /// <returns>The array.</returns>
    /// <exception cref="ArgumentException">The shape and the number of values differ, or the type cannot be stored.</exception>
    public static StoredArray From<T>(string name, ReadOnlySpan<long> shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(name);
        RequireCount(name, shape, values);
        return new StoredArray(name, ElementTypes.Of<T>(), shape, MemoryMarshal.AsBytes(values).ToArray());
    }

    /// <summary>The elements as floats, rounded to nearest.</summary>
    /// <returns>A new array in row-major order.</returns>
    /// <exception cref="Files.FileFormatException">A finite number is too large.</exception>
    public float[] ToSingle() => To<float>();

    /// <summary>The elements as doubles; only 64-bit integers beyond 2^53 are rounded.</summary>
    /// <returns>A new array in row-major order.</returns>
    public double[] ToDouble() => To<double>();

    /// <summary>The elements as 32-bit integers.</summary>
    /// <returns>A new array in row-major order.</returns>
    /// <exception cref="Files.FileFormatException">An element is not whole or does not fit.</exception>
    public int[] ToInt32() => To<int>();

    /// <summary>The elements as 64-bit integers.</summary>
    /// <returns>A new array in row-major order.</returns>
    /// <exception cref="Files.FileFormatException">An element is not whole or does not fit.</exception>
    public long[] ToInt64() => To<long>();

    /// <summary>The elements as numbers from 0 to 255.</summary>
    /// <returns>A new array in row-major order.</returns>
    /// <exception cref="Files.FileFormatException">An element is not whole or does not fit.</exception>
    public byte[] ToUInt8() => To<byte>();

    internal static void RequireCount<T>(string name, ReadOnlySpan<long> shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        int size = ElementTypes.Of<T>().Size();
        if (Shapes.Bytes(shape, size) != (long)values.Length * size)
            throw new ArgumentException($"Storing '{name}': expected as many values as the shape {Files.Shown.Shape(shape)} has, got {values.Length}. Pass the shape of these values.", nameof(shape));
    }

    private T[] To<T>()
        where T : unmanaged, INumber<T>
    {
        T[] values = new T[Count];
        ElementConversion.Convert<T>(Type, Bytes, values, Name, 0);
        return values;
    }
}
