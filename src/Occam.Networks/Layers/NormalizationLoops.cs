using System.Numerics;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Layers;

/// <summary>The loops of the normalizations over one set. Sums are in double: eight lanes, then the runs' ends, combined in one order.</summary>
internal static unsafe class NormalizationLoops
{
    private const int Unit = 8;

    /// <summary>Σ (x − shift) and Σ (x − shift)²: a shift near the mean keeps the variance from cancelling.</summary>
    public static (double Sum, double Squares) Moments<T>(T* x, Runs runs, double shift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<double> origin = Vector256.Create(shift), s0 = default, s1 = default, q0 = default, q1 = default;
        double sum = 0, squares = 0;
        for (int run = 0; run < runs.Count; run++, x += runs.Stride)
        {
            int i = 0;
            for (; i + Unit <= runs.Length; i += Unit)
            {
                (Vector256<double> lower, Vector256<double> upper) = ElementLoops.LoadWide(x + i);
                (lower, upper) = (lower - origin, upper - origin);
                (s0, s1) = (s0 + lower, s1 + upper);
                (q0, q1) = (Vector256.FusedMultiplyAdd(lower, lower, q0), Vector256.FusedMultiplyAdd(upper, upper, q1));
            }

            for (; i < runs.Length; i++)
            {
                double d = double.CreateTruncating(x[i]) - shift;
                (sum, squares) = (sum + d, Math.FusedMultiplyAdd(d, d, squares));
            }
        }

        return (Combine(s0 + s1) + sum, Combine(q0 + q1) + squares);
    }

    /// <summary>Σ a and Σ a·b.</summary>
    public static (double Sum, double Dot) Sums<T>(T* a, T* b, Runs runs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<double> s0 = default, s1 = default, d0 = default, d1 = default;
        double sum = 0, dot = 0;
        for (int run = 0; run < runs.Count; run++, a += runs.Stride, b += runs.Stride)
        {
            int i = 0;
            for (; i + Unit <= runs.Length; i += Unit)
            {
                (Vector256<double> a0, Vector256<double> a1) = ElementLoops.LoadWide(a + i);
                (Vector256<double> b0, Vector256<double> b1) = ElementLoops.LoadWide(b + i);
                (s0, s1) = (s0 + a0, s1 + a1);
                (d0, d1) = (Vector256.FusedMultiplyAdd(a0, b0, d0), Vector256.FusedMultiplyAdd(a1, b1, d1));
            }

            for (; i < runs.Length; i++)
            {
                double value = double.CreateTruncating(a[i]);
                (sum, dot) = (sum + value, Math.FusedMultiplyAdd(value, double.CreateTruncating(b[i]), dot));
            }
        }

        return (Combine(s0 + s1) + sum, Combine(d0 + d1) + dot);
    }

    /// <summary>y = (x − mean)·inverse: exactly 0 where x is the mean.</summary>
    public static void Standardize<T>(T* x, T* y, Runs runs, T mean, T inverse)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> centre = Vector256.Create(mean), factor = Vector256.Create(inverse);
        for (int run = 0; run < runs.Count; run++, x += runs.Stride, y += runs.Stride)
        {
            int i = 0;
            for (; i + Vector256<T>.Count <= runs.Length; i += Vector256<T>.Count)
                ((Vector256.Load(x + i) - centre) * factor).Store(y + i);
            for (; i < runs.Length; i++) y[i] = (x[i] - mean) * inverse;
        }
    }

    /// <summary>y (+)= a·u + (b·v + c).</summary>
    public static void Blend<T>(T a, T* u, T b, T* v, T c, T* y, Runs runs, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> first = Vector256.Create(a), second = Vector256.Create(b), constant = Vector256.Create(c);
        for (int run = 0; run < runs.Count; run++, u += runs.Stride, v += runs.Stride, y += runs.Stride)
        {
            int i = 0;
            for (; i + Vector256<T>.Count <= runs.Length; i += Vector256<T>.Count)
            {
                Vector256<T> value = ElementLoops.Fused(first, Vector256.Load(u + i), ElementLoops.Fused(second, Vector256.Load(v + i), constant));
                (accumulate ? Vector256.Load(y + i) + value : value).Store(y + i);
            }

            for (; i < runs.Length; i++)
            {
                T value = T.FusedMultiplyAdd(a, u[i], T.FusedMultiplyAdd(b, v[i], c));
                y[i] = accumulate ? y[i] + value : value;
            }
        }
    }

    /// <summary>The same with b = c = 0.</summary>
    public static void Blend<T>(T a, T* u, T* y, Runs runs, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int run = 0; run < runs.Count; run++, u += runs.Stride, y += runs.Stride) ElementLoops.Affine(a, u, T.Zero, y, runs.Length, accumulate);
    }

    private static double Combine(Vector256<double> lanes) => ((lanes[0] + lanes[1]) + lanes[2]) + lanes[3];
}
