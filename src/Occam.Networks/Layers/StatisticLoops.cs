using System.Numerics;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Layers;

/// <summary>The loops of the normalizations over neighbouring values. Sums are in double: eight lanes combined in one order, and the end by itself.</summary>
internal static unsafe class StatisticLoops
{
    private const int Unit = 8;

    /// <summary>Σ x.</summary>
    public static double Sum<T>(T* x, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<double> s0 = default, s1 = default;
        int i = 0;
        for (; i + Unit <= length; i += Unit)
        {
            (Vector256<double> lower, Vector256<double> upper) = ElementLoops.LoadWide(x + i);
            (s0, s1) = (s0 + lower, s1 + upper);
        }

        double sum = 0;
        for (; i < length; i++) sum += double.CreateTruncating(x[i]);
        return Combine(s0 + s1) + sum;
    }

    /// <summary>Σ (x − shift) and Σ (x − shift)²: a shift near the mean keeps the variance from cancelling.</summary>
    public static (double Sum, double Squares) Moments<T>(T* x, int length, double shift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<double> origin = Vector256.Create(shift), s0 = default, s1 = default, q0 = default, q1 = default;
        int i = 0;
        for (; i + Unit <= length; i += Unit)
        {
            (Vector256<double> lower, Vector256<double> upper) = ElementLoops.LoadWide(x + i);
            (lower, upper) = (lower - origin, upper - origin);
            (s0, s1) = (s0 + lower, s1 + upper);
            (q0, q1) = (Vector256.FusedMultiplyAdd(lower, lower, q0), Vector256.FusedMultiplyAdd(upper, upper, q1));
        }

        double sum = 0, squares = 0;
        for (; i < length; i++)
        {
            double d = double.CreateTruncating(x[i]) - shift;
            (sum, squares) = (sum + d, Math.FusedMultiplyAdd(d, d, squares));
        }

        return (Combine(s0 + s1) + sum, Combine(q0 + q1) + squares);
    }

    /// <summary>Σ a and Σ a·b.</summary>
    public static (double Sum, double Dot) Sums<T>(T* a, T* b, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<double> s0 = default, s1 = default, d0 = default, d1 = default;
        int i = 0;
        for (; i + Unit <= length; i += Unit)
        {
            (Vector256<double> a0, Vector256<double> a1) = ElementLoops.LoadWide(a + i);
            (Vector256<double> b0, Vector256<double> b1) = ElementLoops.LoadWide(b + i);
            (s0, s1) = (s0 + a0, s1 + a1);
            (d0, d1) = (Vector256.FusedMultiplyAdd(a0, b0, d0), Vector256.FusedMultiplyAdd(a1, b1, d1));
        }

        double sum = 0, dot = 0;
        for (; i < length; i++)
        {
            double value = double.CreateTruncating(a[i]);
            (sum, dot) = (sum + value, Math.FusedMultiplyAdd(value, double.CreateTruncating(b[i]), dot));
        }

        return (Combine(s0 + s1) + sum, Combine(d0 + d1) + dot);
    }

    /// <summary>y = (x − mean)·inverse: exactly 0 where x is the mean.</summary>
    public static void Standardize<T>(T* x, T* y, int length, T mean, T inverse)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> centre = Vector256.Create(mean), factor = Vector256.Create(inverse);
        int i = 0;
        for (; i + Vector256<T>.Count <= length; i += Vector256<T>.Count) ((Vector256.Load(x + i) - centre) * factor).Store(y + i);
        for (; i < length; i++) y[i] = (x[i] - mean) * inverse;
    }

    /// <summary>y (+)= a·u + (b·v + c).</summary>
    public static void Blend<T>(T a, T* u, T b, T* v, T c, T* y, int length, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> first = Vector256.Create(a), second = Vector256.Create(b), constant = Vector256.Create(c);
        int i = 0;
        for (; i + Vector256<T>.Count <= length; i += Vector256<T>.Count)
        {
            Vector256<T> value = ElementLoops.Fused(first, Vector256.Load(u + i), ElementLoops.Fused(second, Vector256.Load(v + i), constant));
            (accumulate ? Vector256.Load(y + i) + value : value).Store(y + i);
        }

        for (; i < length; i++)
        {
            T value = T.FusedMultiplyAdd(a, u[i], T.FusedMultiplyAdd(b, v[i], c));
            y[i] = accumulate ? y[i] + value : value;
        }
    }

    private static double Combine(Vector256<double> lanes) => ((lanes[0] + lanes[1]) + lanes[2]) + lanes[3];
}
