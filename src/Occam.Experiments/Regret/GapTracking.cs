using Occam.Experiments.Judging;
using Occam.Experiments.Trials;

namespace Occam.Experiments.Regret;

/// <summary>
/// How a quantity and the generalization gap (training accuracy − test accuracy) are ordered alike over all observations of all trainings after
/// the transient. Observations of one training depend on each other, so the interval leaves out whole trainings.
/// </summary>
internal static class GapTracking
{
    private const double Transient = 25;

    /// <summary>τ_b of the quantity with the gap. Null where there is no gap to speak of: no test set, or fewer than three trainings.</summary>
    public static Estimate? Of(RunRecord record, string metric) => Of(record, points => KendallTau.Of([.. points.Select(p => (p[0], p[^1]))]), metric);

    /// <summary>τ_b of the first quantity less that of the second.</summary>
    public static Estimate? Difference(RunRecord record, string first, string second) => Of(
        record, points => KendallTau.Of([.. points.Select(p => (p[0], p[^1]))]) - KendallTau.Of([.. points.Select(p => (p[1], p[^1]))]), first, second);

    private static Estimate? Of(RunRecord record, Func<IEnumerable<double[]>, double> statistic, params string[] metrics)
    {
        if (record.Trials.Count < 3 || record.Trials.Any(t => t.Test is null)) return null;
        double[][][] trainings = [.. record.Trials.Select(t => Points(record[t], metrics))];
        double[] withoutOne = [.. Enumerable.Range(0, trainings.Length).Select(left => statistic(trainings.Where((_, i) => i != left).SelectMany(p => p)))];
        return Estimate.FromJackknife(statistic(trainings.SelectMany(p => p)), withoutOne);
    }

    /// <summary>Of each observation the metrics, and last the gap.</summary>
    private static double[][] Points(Curve curve, string[] metrics)
    {
        double[] train = curve.Values(MetricNames.TrainAccuracy), test = curve.Values(MetricNames.TestAccuracy);
        double[][] columns = [.. metrics.Select(curve.Values)];
        return [.. Enumerable.Range(0, train.Length).Where(i => curve.Steps[i] > Transient).Select(i => (double[])[.. columns.Select(c => c[i]), train[i] - test[i]])];
    }
}
