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
        return accuracy >= fit
            ? claim.Judge(accuracy, null, null, Verdict.Held)
            : claim.Judge(accuracy, null, null, Verdict.Undecided, $"{trial.Plan()} reached {accuracy:P1} in {record[trial].Steps[^1]:N0} steps; more steps= may fit it.");
    }

    /// <summary>Whether a training has fitted its labels.</summary>
    public static bool IsFitted(RunRecord record, TrialPlan trial) => record[trial].Largest(MetricNames.TrainAccuracy) >= record.Laboratory.FitAccuracy;

    /// <summary>
    /// Steps of one training over steps of another until a training accuracy is first reached, interpolated, with the bounds that the
    /// observations on either side allow. Null if either does not get there.
    /// </summary>
    public static (double Ratio, double Low, double High)? StepsRatio(RunRecord record, TrialPlan slow, TrialPlan fast, double accuracy)
    {
        Curve slowCurve = record[slow], fastCurve = record[fast];
        if (slowCurve.FirstCrossing(MetricNames.TrainAccuracy, accuracy, 0) is not { } s) return null;
        if (fastCurve.FirstCrossing(MetricNames.TrainAccuracy, accuracy, 0) is not { } f) return null;
        return (
            s.Of(slowCurve.Steps) / f.Of(fastCurve.Steps),
            slowCurve.Steps[s.Before] / fastCurve.Steps[f.After],
            slowCurve.Steps[s.After] / Math.Max(1, fastCurve.Steps[f.Before]));
    }

    private static string Plan(this TrialPlan trial) => $"The training '{trial.Series}'";
}
