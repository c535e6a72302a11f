using System.Numerics;
using Occam.Networks.Factors.Quantiles;
using Occam.Networks.Passes;

namespace Occam.Networks.Factors;

/// <summary>
/// The winsorized sum of per-example gradients (Chatterjee 2020): Σ_n clip(g_n, l, u) for every parameter, where l and u are the c-th and the
/// (100 − c)-th percentile of that parameter's gradients in the batch. c = 0 is the plain sum, c = 50 the number of examples times the median.
/// </summary>
public static unsafe class WinsorizedSum
{
    /// <summary>
    /// sum[p] = Σ_n clip(g_n[p], v[low], v[high]) over the batch of the last backward pass, v the sorted gradients of the parameter and the ranks
    /// as <see cref="PercentileRanks"/> says. Exact for every parameter. Gradients are those of the cotangents that the pass was given, so a
    /// step that averages over the batch gives it cotangents of the mean loss.
    /// </summary>
    /// <remarks>
    /// Added in double, examples by index, then rounded to T; in a layer with one site, examples whose cotangent is exactly zero come last, as
    /// their number times what a zero is clipped to. Neither threads nor memory nor vector width change a bit. Examples × parameters never
    /// exist: layers with one site work on their factors (held whole), others on tiles. A gradient that is not a number gives a sum that is not.
    /// </remarks>
    /// <param name="passes">After a backward pass; layers that couple the examples are refused.</param>
    /// <param name="percentile">c, from 0 to 50.</param>
    /// <param name="memory">Bytes for tiles and factors of layers with several sites; the gradients of one output at least are held.</param>
    /// <param name="sum">[P], in the order of the network's parameters; overwritten.</param>
    /// <exception cref="Numerics.Errors.InputException">The percentile is outside 0 to 50, or a layer couples the examples.</exception>
    public static void Compute<T>(NetworkPasses<T> passes, double percentile, long memory, Span<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PercentileRanks ranks = PercentileRanks.Of(passes.Batch, percentile);
        CoordinateQuantiles.RequireLength(nameof(sum), sum.Length, passes.Network.ParameterCount);
        bool extremes = ranks.Low == 0 && ranks.High == passes.Batch - 1;
        fixed (T* target = sum)
            CoordinateTiles.Run(passes, extremes ? null : ranks, memory, new WinsorizedSink<T>(target));
    }
}
