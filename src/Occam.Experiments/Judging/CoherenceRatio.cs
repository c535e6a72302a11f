using Occam.Experiments.Trials;
using Occam.Numerics.Simd;
using Occam.Records;

namespace Occam.Experiments.Judging;

/// <summary>
/// m-coherence of one training over another's at equal training accuracy: the geometric mean of the ratios at 30, 50, 70 and 90 %. At equal
/// steps the order can be the other way round, because the faster training has used its coherence up.
/// </summary>
internal static class CoherenceRatio
{
    private const long Transient = 25;
    private static readonly double[] Levels = [0.3, 0.5, 0.7, 0.9];

    /// <summary>The claim that the ratio is above 1, judged.</summary>
    public static Claim Judge(ClaimInfo claim, RunRecord record, TrialPlan above, TrialPlan below)
    {
        List<(double Log, double Error)> ratios = [];
        List<string> missing = [];
        foreach (double level in Levels)
        {
            if (At(record[above], level) is { } a && At(record[below], level) is { } b)
                ratios.Add((a.Log - b.Log, Math.Sqrt((a.Error * a.Error) + (b.Error * b.Error))));
            else missing.Add($"{level:P0}");
        }

        if (ratios.Count == 0) return claim.Undecided("No accuracy level was crossed by both trainings after the first 25 steps.");
        double log = ratios.Average(r => r.Log), error = Math.Sqrt(ratios.Sum(r => r.Error * r.Error)) / ratios.Count;
        double low = Elementary.Exp(log - (Intervals.Z * error)), high = Elementary.Exp(log + (Intervals.Z * error));
        if (missing.Count == 0) return claim.Above(1, Elementary.Exp(log), low, high);
        string note = $"Not crossed by both trainings after the first 25 steps: {string.Join(", ", missing)}.";
        return claim.Judge(Elementary.Exp(log), low, high, Verdict.Undecided, note);
    }

    /// <summary>ln m-coherence at the first crossing of an accuracy, interpolated, and its error.</summary>
    private static (double Log, double Error)? At(Curve curve, double accuracy)
    {
        if (curve.FirstCrossing(MetricNames.TrainAccuracy, accuracy, Transient) is not { } crossing) return null;
        double[] values = curve.Values(MetricNames.MCoherence), errors = curve.Values(MetricNames.MCoherenceError);
        double[] logs = [.. values.Select(v => Elementary.Log(v))];
        double[] relative = [.. values.Zip(errors, (v, e) => e / v)];
        return (crossing.Of(logs), crossing.Of(relative));
    }
}
