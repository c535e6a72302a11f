using System.Numerics;
using System.Runtime.InteropServices;
using Occam.Formats.Files;

namespace Occam.Formats.Arrays;

/// <summary>Turns stored numbers into the numbers a caller wants, or refuses: nothing wraps round, saturates or loses a fraction silently.</summary>
internal static class ElementConversion
{
    /// <param name="type">What <paramref name="bytes"/> holds, in this machine's byte order.</param>
    /// <param name="bytes">As many elements as <paramref name="to"/> has.</param>
    /// <param name="to">Overwritten.</param>
    /// <param name="name">The file, for messages.</param>
    /// <param name="first">Number of the first element, for messages.</param>
    public static void Convert<TTo>(ElementType type, ReadOnlySpan<byte> bytes, Span<TTo> to, string name, long first)
        where TTo : unmanaged, INumber<TTo>
    {
        switch (type)
        {
            case ElementType.Boolean: FromBooleans(bytes, to); break;
            case ElementType.UInt8: From<byte, TTo>(bytes, to, name, first); break;
            case ElementType.UInt16: From<ushort, TTo>(bytes, to, name, first); break;
            case ElementType.UInt32: From<uint, TTo>(bytes, to, name, first); break;
            case ElementType.UInt64: From<ulong, TTo>(bytes, to, name, first); break;
            case ElementType.Int8: From<sbyte, TTo>(bytes, to, name, first); break;
            case ElementType.Int16: From<short, TTo>(bytes, to, name, first); break;
            case ElementType.Int32: From<int, TTo>(bytes, to, name, first); break;
            case ElementType.Int64: From<long, TTo>(bytes, to, name, first); break;
            case ElementType.Float16: From<Half, TTo>(bytes, to, name, first); break;
            case ElementType.BFloat16: FromUpperHalves(bytes, to, name, first); break;
            case ElementType.Float32: From<float, TTo>(bytes, to, name, first); break;
            default: From<double, TTo>(bytes, to, name, first); break;
        }
    }

    private static void From<TFrom, TTo>(ReadOnlySpan<byte> bytes, Span<TTo> to, string name, long first)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        if (typeof(TFrom) == typeof(TTo))
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(to));
            return;
        }
        ReadOnlySpan<TFrom> from = MemoryMarshal.Cast<byte, TFrom>(bytes);
        int i = 0;
        try
        {
            for (; i < to.Length; i++)
            {
                to[i] = TTo.CreateChecked(from[i]);
                if (!IsFaithful(from[i], to[i])) throw Fault<TTo>(from[i], name, first + i);
            }
        }
        catch (OverflowException)
        {
            throw Fault<TTo>(from[i], name, first + i);
        }
    }

    // Rounding to the nearest float is what a wanted precision means; becoming infinite or losing a fraction is not.
    private static bool IsFaithful<TFrom, TTo>(TFrom from, TTo to)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        if (typeof(TTo) == typeof(double)) return true;
        if (typeof(TTo) == typeof(float)) return TTo.IsFinite(to) || !TFrom.IsFinite(from);
        return TFrom.IsInteger(from);
    }

    private static void FromBooleans<TTo>(ReadOnlySpan<byte> bytes, Span<TTo> to)
        where TTo : unmanaged, INumber<TTo>
    {
        for (int i = 0; i < to.Length; i++) to[i] = bytes[i] == 0 ? TTo.Zero : TTo.One;
    }

    private static void FromUpperHalves<TTo>(ReadOnlySpan<byte> bytes, Span<TTo> to, string name, long first)
        where TTo : unmanaged, INumber<TTo>
    {
        const int block = 1024;
        Span<float> wide = stackalloc float[block];
        ReadOnlySpan<ushort> from = MemoryMarshal.Cast<byte, ushort>(bytes);
        for (int start = 0; start < to.Length; start += block)
        {
            int count = Math.Min(block, to.Length - start);
            for (int i = 0; i < count; i++) wide[i] = BitConverter.UInt32BitsToSingle((uint)from[start + i] << 16);
            From<float, TTo>(MemoryMarshal.AsBytes(wide[..count]), to.Slice(start, count), name, first + start);
        }
    }

    private static FileFormatException Fault<TTo>(object value, string name, long element) => new($"Reading '{name}'",
        $"numbers that {typeof(TTo).Name} can hold", FormattableString.Invariant($"{value} as element {element}"),
        "Check that this is the right array, or store it in a wider or a floating type.");
}
