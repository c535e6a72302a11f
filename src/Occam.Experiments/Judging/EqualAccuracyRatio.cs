using Occam.Experiments.Trials;
using Occam.Numerics.Simd;
using Occam.Records;

namespace Occam.Experiments.Judging;

/// <summary>
/// A positive quantity of one training over another's at equal training accuracy: the geometric mean of the ratios at 30, 50, 70 and 90 %. At
/// equal steps the order can be the other way round, because the faster training is further on.
/// </summary>
internal static class EqualAccuracyRatio
{
    private const long Transient = 25;
    private static readonly double[] Levels = [0.3, 0.5, 0.7, 0.9];

    /// <summary>The claim that the ratio is above 1, judged.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="record">The run.</param>
    /// <param name="above">The training whose value is claimed to be higher.</param>
    /// <param name="below">The other.</param>
    /// <param name="metric">The quantity; its standard error is recorded beside it.</param>
    public static Claim Judge(ClaimInfo claim, RunRecord record, TrialPlan above, TrialPlan below, string metric)
    {
        (double ratio, double low, double high, string? missing) = Of(record, above, below, metric);
        if (double.IsNaN(ratio)) return claim.Undecided(missing!);
        return missing is null ? claim.Above(1, ratio, low, high) : claim.Judge(ratio, low, high, Verdict.Undecided, missing);
    }

    /// <summary>The ratio and its interval, NaN if it cannot be had at any accuracy, and what is missing for it at some.</summary>
    public static (double Ratio, double Low, double High, string? Missing) Of(RunRecord record, TrialPlan above, TrialPlan below, string metric)
    {
        List<(double Log, double Error)> ratios = [];
        List<string> missing = [];
        foreach (double level in Levels)
        {
            if (At(record[above], level, metric) is { } a && At(record[below], level, metric) is { } b)
                ratios.Add((a.Log - b.Log, Math.Sqrt((a.Error * a.Error) + (b.Error * b.Error))));
            else missing.Add($"{level:P0}");
        }

        if (ratios.Count == 0) return (double.NaN, double.NaN, double.NaN, "No accuracy level was crossed by both trainings after the first 25 steps.");
        // The levels share their examples, so their errors are taken as fully correlated: the widest that the interval can be.
        double log = ratios.Average(r => r.Log), error = ratios.Average(r => r.Error);
        double low = Elementary.Exp(log - (Intervals.Z * error)), high = Elementary.Exp(log + (Intervals.Z * error));
        return (Elementary.Exp(log), low, high, missing.Count == 0 ? null : $"Not crossed by both trainings after the first 25 steps: {string.Join(", ", missing)}.");
    }

    /// <summary>The logarithm at the first crossing of an accuracy, interpolated, and its error.</summary>
    private static (double Log, double Error)? At(Curve curve, double accuracy, string metric)
    {
        if (curve.FirstCrossing(MetricNames.TrainAccuracy, accuracy, Transient) is not { } crossing) return null;
        double[] values = curve.Values(metric), errors = curve.Values($"{metric}_error");
        double[] logs = [.. values.Select(v => Elementary.Log(v))];
        double[] relative = [.. values.Zip(errors, (v, e) => e / v)];
        return (crossing.Of(logs), crossing.Of(relative));
    }
}
