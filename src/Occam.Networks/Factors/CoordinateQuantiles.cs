using System.Numerics;
using Occam.Networks.Factors.Quantiles;
using Occam.Networks.Passes;

namespace Occam.Networks.Factors;

/// <summary>Percentiles of per-example gradients, for every parameter by itself.</summary>
public static unsafe class CoordinateQuantiles
{
    /// <summary>
    /// low[p] and high[p] = the c-th and the (100 − c)-th percentile of the gradients g_n[p] over the batch of the last backward pass, elements of
    /// the sorted gradients at the ranks that <see cref="PercentileRanks"/> says; exact. Not a number where a gradient is not finite.
    /// </summary>
    /// <param name="passes">After a backward pass; layers that couple the examples are refused.</param>
    /// <param name="percentile">c, from 0 (minimum and maximum) to 50 (the median, twice).</param>
    /// <param name="memory">Bytes for tiles and factors of layers with several sites; the gradients of one output at least are held.</param>
    /// <param name="low">[P], in the order of the network's parameters; overwritten.</param>
    /// <param name="high">[P]; overwritten.</param>
    /// <exception cref="Numerics.Errors.InputException">The percentile is outside 0 to 50, or a layer couples the examples.</exception>
    public static void Fill<T>(NetworkPasses<T> passes, double percentile, long memory, Span<T> low, Span<T> high)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PercentileRanks ranks = PercentileRanks.Of(passes.Batch, percentile);
        RequireLength(nameof(low), low.Length, passes.Network.ParameterCount);
        RequireLength(nameof(high), high.Length, passes.Network.ParameterCount);
        fixed (T* lower = low, upper = high)
            CoordinateTiles.Run(passes, ranks, memory, new BoundsSink<T>(lower, upper));
    }

    internal static void RequireLength(string name, int length, int parameters)
    {
        if (length != parameters)
            throw new ArgumentException($"Coordinate quantiles: expected {parameters} values in '{name}', one a parameter, got {length}. Pass a span of the network's parameter count.");
    }
}
