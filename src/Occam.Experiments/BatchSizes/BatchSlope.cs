using Occam.Experiments.Judging;
using Occam.Numerics.Simd;

namespace Occam.Experiments.BatchSizes;

/// <summary>k of B_opt ∝ v^k by least squares over logarithms, with the interval that the batch sizes that may be the best allow.</summary>
internal readonly record struct BatchSlope(double Value, double Low, double High, int Used)
{
    /// <summary>The slope over the values whose best batch size lies between others; NaN with fewer than two. The interval is infinite where a best batch cannot be told from an end.</summary>
    public static BatchSlope Of(IReadOnlyList<BatchResults> results, Func<BatchPoint, double> varied)
    {
        BatchResults[] inner = [.. results.Where(r => r.IsInner)];
        if (inner.Length < 2) return new BatchSlope(double.NaN, double.NaN, double.NaN, inner.Length);
        double[] x = [.. inner.Select(r => Elementary.Log(varied(r.Point)))];
        double centre = x.Average(), squares = x.Sum(v => (v - centre) * (v - centre));
        double value = 0, low = 0, high = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double weight = (x[i] - centre) / squares, best = Elementary.Log((double)inner[i].Batches[inner[i].Best]);
            double from = inner[i].Range is { } range ? Elementary.Log((double)range.Low) : double.NegativeInfinity;
            double to = inner[i].Range is { } also ? Elementary.Log((double)also.High) : double.PositiveInfinity;
            if (weight == 0) continue;
            value += weight * best;
            low += weight * (weight > 0 ? from : to);
            high += weight * (weight > 0 ? to : from);
        }

        return new BatchSlope(value, low, high, inner.Length);
    }

    /// <summary>1/(1 − m), N or ε.</summary>
    public static Func<BatchPoint, double> Varied(BatchSweepKind kind) => kind switch
    {
        BatchSweepKind.Rate => p => p.Rate,
        BatchSweepKind.Examples => p => p.Examples,
        _ => p => 1 / (1 - p.Momentum),
    };

    /// <summary>The results at every value of what is varied.</summary>
    public static IReadOnlyList<BatchResults> Results(RunRecord record, BatchGrid grid, BatchSweepKind kind) =>
        [.. grid.Values(kind).Select(value => BatchResults.Of(record, grid, grid.At(kind, value)))];
}
