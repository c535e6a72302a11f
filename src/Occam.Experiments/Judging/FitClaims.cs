using System.Globalization;
using Occam.Experiments.Trials;
using Occam.Records;

namespace Occam.Experiments.Judging;

/// <summary>Whether trainings fit their labels, and how fast.</summary>
internal static class FitClaims
{
    /// <summary>Held when the training accuracy reaches the threshold; undecided when the steps ran out before.</summary>
    public static Claim Fits(ClaimInfo claim, RunRecord record, TrialPlan trial)
    {
        double accuracy = record[trial].Largest(MetricNames.TrainAccuracy), fit = record.Laboratory.FitAccuracy;
        string? sample = record.Laboratory.Probe < trial.Train.Count ? OfSample(record, trial, accuracy) : null;
        return accuracy >= fit
            ? claim.Judge(accuracy, null, null, Verdict.Held, sample)
            : claim.Judge(accuracy, null, null, Verdict.Undecided, $"{trial.Plan()} reached {accuracy:P1} in {record[trial].Steps[^1]:N0} steps; more steps= may fit it. {sample}".TrimEnd());
    }

    /// <summary>Whether a training has fitted its labels.</summary>
    public static bool IsFitted(RunRecord record, TrialPlan trial) => record[trial].Largest(MetricNames.TrainAccuracy) >= record.Laboratory.FitAccuracy;

    /// <summary>The claim as judged, or undecided where some of these trainings have not fitted their labels.</summary>
    /// <param name="judged">The claim.</param>
    /// <param name="record">The record.</param>
    /// <param name="concerned">The trainings.</param>
    /// <param name="note">The note, of those that have not.</param>
    public static Claim WhereFitted(Claim judged, RunRecord record, IEnumerable<TrialPlan> concerned, Func<TrialPlan[], string> note)
    {
        TrialPlan[] unfitted = [.. concerned.Where(t => !IsFitted(record, t))];
        return unfitted.Length == 0 ? judged : judged with { Verdict = Verdict.Undecided, Note = note(unfitted) };
    }

    /// <summary>
    /// Steps of one training over steps of another until a training accuracy is first reached, interpolated, with the bounds that the
    /// observations on either side allow. Null if either does not get there.
    /// </summary>
    public static (double Ratio, double Low, double High)? StepsRatio(RunRecord record, TrialPlan slow, TrialPlan fast, double accuracy) =>
        StepsRatio(record[slow], MetricNames.TrainAccuracy, record[fast], MetricNames.TrainAccuracy, accuracy);

    /// <summary>
    /// The same, where a slow training that ran out of steps has taken at least those: then the ratio is the least that it can be, there is no
    /// upper bound, and <c>Open</c> says which training is the reason. Null if the fast one does not get there.
    /// </summary>
    public static (double Ratio, double Low, double? High, string? Open)? StepsRatioOrMore(RunRecord record, TrialPlan slow, TrialPlan fast, double accuracy)
    {
        if (StepsRatio(record, slow, fast, accuracy) is { } both) return (both.Ratio, both.Low, both.High, null);
        Curve unfitted = record[slow], curve = record[fast];
        if (curve.FirstCrossing(MetricNames.TrainAccuracy, accuracy, 0) is not { } crossing || IsFitted(record, slow)) return null;
        double least = unfitted.Steps[^1] / curve.Steps[crossing.After];
        return (least, least, null, $"'{slow.Series}' was not fitted in {unfitted.Steps[^1]:N0} steps, so the ratio is at least this.");
    }

    /// <summary>The same for any two accuracies, for example those of two groups of examples.</summary>
    public static (double Ratio, double Low, double High)? StepsRatio(Curve slow, string slowMetric, Curve fast, string fastMetric, double accuracy)
    {
        if (slow.FirstCrossing(slowMetric, accuracy, 0) is not { } s) return null;
        if (fast.FirstCrossing(fastMetric, accuracy, 0) is not { } f) return null;
        return (s.Of(slow.Steps) / f.Of(fast.Steps), slow.Steps[s.Before] / fast.Steps[f.After], slow.Steps[s.After] / Math.Max(1, fast.Steps[f.Before]));
    }

    private static string OfSample(RunRecord record, TrialPlan trial, double accuracy)
    {
        int probe = record.Laboratory.Probe;
        (double low, double high) = Intervals.Proportion(accuracy, probe);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Measured on {probe:N0} of {trial.Train.Count:N0} examples, the largest of {record[trial].Steps.Length} observations: one alone is known from {low:P2} to {high:P2}.");
    }

    private static string Plan(this TrialPlan trial) => $"The training '{trial.Series}'";
}
