using System.Numerics;
using Occam.Networks.Passes;

namespace Occam.Networks.Factors;

/// <summary>Sums of per-example gradients whose coordinates are clipped to percentiles of the batch.</summary>
public static class WinsorizedSum
{
    /// <summary>sum[p] = Σ_n clip(∂ℓ_n/∂θ_p), with the bounds at place round((m − 1)·percentile/100) of the sorted values, halves to even, and its mirror.</summary>
    public static void Compute<T>(NetworkPasses<T> passes, double percentile, long memory, Span<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int m = passes.Batch, length = passes.Network.ParameterCount;
        T[] rows = new T[m * length], sorted = new T[m];
        GradientRows.Form(passes, memory, rows);
        int place = (int)Math.Round((m - 1) * percentile / 100, MidpointRounding.ToEven);
        for (int p = 0; p < length; p++)
        {
            for (int n = 0; n < m; n++) sorted[n] = rows[(n * length) + p];
            Array.Sort(sorted);
            T low = T.Min(sorted[place], sorted[m - 1 - place]), high = T.Max(sorted[place], sorted[m - 1 - place]);
            sum[p] = T.Zero;
            for (int n = 0; n < m; n++) sum[p] += T.Clamp(rows[(n * length) + p], low, high);
        }
    }
}
