using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Networks.Factors;

namespace Occam.Networks.Convolutions;

/// <summary>Adds one example's gradient to the sum, with or without its squared norm: the same additions either way.</summary>
internal static unsafe class GradientSum
{
    /// <summary>sum[i] += gradient[i].</summary>
    public static void Add<T>(T* gradient, T* sum, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i + Vector512<T>.Count <= length; i += Vector512<T>.Count)
            (Vector512.Load(sum + i) + Vector512.Load(gradient + i)).Store(sum + i);
        for (; i < length; i++) sum[i] += gradient[i];
    }

    /// <summary>The same, returning Σ gradient[i]² in double.</summary>
    public static double AddWithNorm<T>(T* gradient, T* sum, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Add(gradient, sum, length);
        return RowDots.Compute(gradient, gradient, length);
    }

    /// <summary>Σ_s values[s] in eight float or four double lanes, combined in order.</summary>
    public static T Sum<T>(T* values, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> lanes = default;
        int i = 0;
        for (; i + Vector256<T>.Count <= length; i += Vector256<T>.Count) lanes += Vector256.Load(values + i);
        T sum = lanes[0];
        for (int lane = 1; lane < Vector256<T>.Count; lane++) sum += lanes[lane];
        for (; i < length; i++) sum += values[i];
        return sum;
    }
}
