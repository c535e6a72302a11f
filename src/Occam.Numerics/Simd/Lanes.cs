using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Occam.Numerics.Simd;

/// <summary>
/// The 256-bit vector as the one unit of work: 8 floats or 4 doubles, whatever the machine has. The end of a span is padded to a
/// full vector, so that every element goes through the same operations wherever it stands.
/// </summary>
public static class Lanes
{
    /// <summary>Elements <paramref name="index"/> … index + lanes − 1 of <paramref name="source"/>; lanes past the end are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load<T>(ReadOnlySpan<T> source, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        index <= source.Length - Vector256<T>.Count
            ? Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(source), (nuint)index)
            : LoadEnd(source[index..]);

    /// <summary>
    /// Writes the lanes to <paramref name="destination"/> from <paramref name="index"/> on; lanes past the end are dropped.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector256<T> value, Span<T> destination, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (index <= destination.Length - Vector256<T>.Count)
            value.StoreUnsafe(ref MemoryMarshal.GetReference(destination), (nuint)index);
        else
            StoreEnd(value, destination[index..]);
    }

    /// <summary>a · b + c with one rounding, in each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> FusedMultiplyAdd<T>(Vector256<T> a, Vector256<T> b, Vector256<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float)
            ? Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
            : Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    // Apart and never inlined: a local whose address is taken would keep the loops around it out of registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<T> LoadEnd<T>(ReadOnlySpan<T> source)
        where T : unmanaged
    {
        Vector256<T> value = default;
        source.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Vector256<T>, T>(ref value), Vector256<T>.Count));
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreEnd<T>(Vector256<T> value, Span<T> destination)
        where T : unmanaged =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Vector256<T>, T>(ref value), destination.Length).CopyTo(destination);
}
