using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Numerics.Simd;

namespace Occam.Experiments.Regret;

/// <summary>
/// A quantity on random labels less that on true labels at equal training accuracy: the mean over 30, 50, 70 and 90 % of the differences (of
/// logarithms, if asked), then the mean over the pairs of trainings. The error has two parts: the spread over the pairs, and the measurement's,
/// which does not shrink with pairs because all of them are measured on the same examples.
/// </summary>
internal static class EqualAccuracy
{
    private const long Transient = 25;
    private static readonly double[] Levels = [0.3, 0.5, 0.7, 0.9];

    /// <summary>The difference, and what was missing for it; the estimate is null where nothing can be compared.</summary>
    public static (Estimate? Difference, string? Missing) Of(RunRecord record, string metric, bool logarithmic)
    {
        List<(double Difference, double Error)> pairs = [];
        List<string> missing = [];
        foreach (TrialPlan truth in record.Trials.Where(t => !RegretNames.IsRandom(t)))
        {
            if (RegretNames.Counterpart(record, truth) is not { } random) continue;
            List<(double Difference, double Error)> levels = [];
            foreach (double level in Levels)
            {
                if (At(record[truth], metric, level, logarithmic) is { } a && At(record[random], metric, level, logarithmic) is { } b)
                    levels.Add((b.Value - a.Value, Math.Sqrt((a.Error * a.Error) + (b.Error * b.Error))));
                else missing.Add($"{level:P0} in '{truth.Series}'");
            }

            // The levels share their examples, so their errors are taken as fully correlated.
            if (levels.Count > 0) pairs.Add((levels.Average(l => l.Difference), levels.Average(l => l.Error)));
        }

        string? note = missing.Count == 0 ? null : $"Not crossed after the first 25 steps, there or by the same training on random labels: {string.Join(", ", missing)}.";
        return pairs.Count == 0 ? (null, note ?? "There is no pair of trainings that differ in their labels alone.") : (Combine(pairs), note);
    }

    private static Estimate Combine(List<(double Difference, double Error)> pairs)
    {
        int n = pairs.Count;
        double mean = pairs.Average(p => p.Difference), measured = pairs.Average(p => p.Error);
        if (n == 1) return new Estimate(mean, mean - (Intervals.Z * measured), mean + (Intervals.Z * measured));
        double spread = pairs.Sum(p => (p.Difference - mean) * (p.Difference - mean)) / (n - 1.0) / n;
        return Estimate.WithError(mean, Math.Sqrt(spread + (measured * measured)), n - 1);
    }

    private static (double Value, double Error)? At(Curve curve, string metric, double accuracy, bool logarithmic)
    {
        if (curve.FirstCrossing(MetricNames.TrainAccuracy, accuracy, Transient) is not { } crossing) return null;
        double[] values = curve.Values(metric), errors = curve.Values($"{metric}_error");
        double value = crossing.Of(logarithmic ? [.. values.Select(v => v > 0 ? Elementary.Log(v) : double.NaN)] : values);
        double error = crossing.Of(logarithmic ? [.. values.Zip(errors, (v, e) => e / v)] : errors);
        return double.IsFinite(value) && double.IsFinite(error) ? (value, error) : null;
    }
}
