using System.Numerics;
using Occam.Networks.Factors;

namespace Occam.Training.Rules;

/// <summary>
/// Winsorized descent of Chatterjee 2020 (arXiv 2002.10657): (1/m) Σ_i clip(g_i, l, u), each coordinate between its own percentiles c and
/// 100 − c over the batch: the sorted values at place round((m − 1)·c/100), halves to even, and at its mirror. c = 0 clips nothing; c = 50 is
/// the median.
/// </summary>
/// <param name="percentile">c, from 0 to 50.</param>
internal sealed class Winsorized<T>(double percentile) : IDescentRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Bytes for the per-example gradients that are held at once.</summary>
    private const long Memory = 64L << 20;

    /// <inheritdoc/>
    public bool NeedsSeparateExamples => true;

    /// <inheritdoc/>
    public Direction Gradient(BatchPasses<T> batch, T[] gradient, T[] state, T[] workspace)
    {
        double loss = batch.Whole([]);
        WinsorizedSum.Compute(batch.Passes, percentile, Memory, gradient.AsSpan());
        return new Direction(loss);
    }
}
