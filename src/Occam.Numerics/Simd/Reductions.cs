using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Occam.Numerics.Simd;

/// <summary>
/// Sums over spans of float or double, accumulated in double in an order that is part of the definition. Element i of a block goes to
/// lane i mod 8; a lane adds its elements in index order; lanes are combined as ((s₀ + s₁) + (s₂ + s₃)) with sⱼ = laneⱼ + laneⱼ₊₄.
/// A span longer than <see cref="BlockLength"/> is cut at the largest block count that is a power of two and smaller than the whole,
/// and the two parts' sums are added: the error grows with the logarithm of the length. A short last vector is padded with zeros.
/// </summary>
public static class Reductions
{
    /// <summary>The number of elements that are summed lane by lane before pairs of sums are formed.</summary>
    public const int BlockLength = 4096;

    private const int Unit = 8;

    /// <summary>Σᵢ xᵢ.</summary>
    public static double Sum<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Pairwise<T, SumTerm>(x, x);

    /// <summary>Σᵢ xᵢ yᵢ; each product enters its lane by a fused multiply-add (for float it is exact in any case).</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"Reductions.Dot: expected spans of equal length, got {x.Length} and {y.Length}. Slice them to one length.");
        return Pairwise<T, ProductTerm>(x, y);
    }

    /// <summary>Σᵢ xᵢ², the same bits as <see cref="Dot{T}"/> of x with itself.</summary>
    public static double SumOfSquares<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Pairwise<T, ProductTerm>(x, x);

    /// <summary>maxᵢ |xᵢ|; 0 for an empty span, NaN if any element is NaN.</summary>
    public static T MaximumMagnitude<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> largest = Vector256<T>.Zero, bad = Vector256<T>.Zero;
        int whole = x.Length - (x.Length % Vector256<T>.Count);
        for (int i = 0; i < whole; i += Vector256<T>.Count)
            Include(Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(x), (nuint)i), ref largest, ref bad);
        if (whole < x.Length) Include(Lanes.Load(x, whole), ref largest, ref bad);
        if (Vector256.ExtractMostSignificantBits(bad) != 0) return T.NaN;
        T result = T.Zero;
        for (int lane = 0; lane < Vector256<T>.Count; lane++)
            if (largest[lane] > result) result = largest[lane];
        return result;
    }

    /// <summary>The index of the first element that is NaN or infinite, −1 if all are finite.</summary>
    public static int IndexOfFirstNonFinite<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < x.Length; i += Vector256<T>.Count)
        {
            // x − x is zero for finite numbers and NaN for the others; the padding of the last vector is finite.
            Vector256<T> value = Lanes.Load(x, i);
            if (Vector256.EqualsAll(value - value, Vector256<T>.Zero)) continue;
            int lane = 0;
            while (T.IsFinite(value[lane])) lane++;
            return i + lane;
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Include<T>(Vector256<T> value, ref Vector256<T> largest, ref Vector256<T> bad)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        value = Vector256.Abs(value);
        largest = Vector256.ConditionalSelect(Vector256.GreaterThan(value, largest), value, largest);
        bad |= ~Vector256.Equals(value, value);
    }

    private static double Pairwise<T, TTerm>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : struct, ITerm
    {
        if (x.Length <= BlockLength) return Block<T, TTerm>(x, y);
        int left = BlockLength * (1 << BitOperations.Log2((uint)((x.Length - 1) / BlockLength)));
        return Pairwise<T, TTerm>(x[..left], y[..left]) + Pairwise<T, TTerm>(x[left..], y[left..]);
    }

    private static double Block<T, TTerm>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTerm : struct, ITerm
    {
        // The end is padded outside the loop: a call inside it would keep the sums in memory.
        Vector256<double> lower = Vector256<double>.Zero, upper = Vector256<double>.Zero;
        int whole = x.Length - (x.Length % Unit);
        for (int i = 0; i < whole; i += Unit)
        {
            (Vector256<double> x0, Vector256<double> x1) = LoadUnit(x, i);
            (Vector256<double> y0, Vector256<double> y1) = LoadUnit(y, i);
            lower = TTerm.Add(lower, x0, y0);
            upper = TTerm.Add(upper, x1, y1);
        }

        if (whole < x.Length)
        {
            (Vector256<double> x0, Vector256<double> x1) = LoadEnd(x[whole..]);
            (Vector256<double> y0, Vector256<double> y1) = LoadEnd(y[whole..]);
            lower = TTerm.Add(lower, x0, y0);
            upper = TTerm.Add(upper, x1, y1);
        }

        Vector256<double> s = lower + upper;
        return (s[0] + s[1]) + (s[2] + s[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Lower, Vector256<double> Upper) LoadUnit<T>(ReadOnlySpan<T> x, int i)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T first = ref MemoryMarshal.GetReference(x);
        if (typeof(T) == typeof(float)) return Vector256.Widen(Vector256.LoadUnsafe(ref first, (nuint)i).AsSingle());
        Vector256<double> upper = Vector256.LoadUnsafe(ref first, (nuint)(i + Vector256<double>.Count)).AsDouble();
        return (Vector256.LoadUnsafe(ref first, (nuint)i).AsDouble(), upper);
    }

    private static (Vector256<double> Lower, Vector256<double> Upper) LoadEnd<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float)) return Vector256.Widen(Lanes.Load(x, 0).AsSingle());
        return (Lanes.Load(x, 0).AsDouble(), x.Length > Vector256<double>.Count ? Lanes.Load(x, Vector256<double>.Count).AsDouble() : default);
    }

    private interface ITerm
    {
        static abstract Vector256<double> Add(Vector256<double> sum, Vector256<double> x, Vector256<double> y);
    }

    private readonly struct SumTerm : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Add(Vector256<double> sum, Vector256<double> x, Vector256<double> y) => sum + x;
    }

    private readonly struct ProductTerm : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Add(Vector256<double> sum, Vector256<double> x, Vector256<double> y) =>
            Vector256.FusedMultiplyAdd(x, y, sum);
    }
}
