using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records;

namespace Occam.Experiments.Randomization;

/// <summary>The claims of <see cref="RandomizationExperiment"/>.</summary>
internal static class RandomizationClaims
{
    private const string Zhang = "Zhang et al. 2017, arXiv 1611.03530", Figure1 = Zhang + ", Fig. 1";

    private static readonly ClaimInfo AllFitted = new("all-fitted", "Labels of any corruption are fitted.", Zhang, "the smallest training accuracy at least 'fit' (99 %)");
    private static readonly ClaimInfo SlowdownMonotone = new(
        "slowdown-monotone", "More corruption takes longer to fit.", Figure1 + "b", "the smallest ratio of steps to fit between neighbouring corruptions above 1");

    private static readonly ClaimInfo ConstantFactor = new(
        "slowdown-constant-factor", "Random labels slow the fitting down by a constant factor only.", Figure1 + "b", "steps to fit, random over true, below 10 (the paper's networks: about 4)");

    private static readonly ClaimInfo ErrorRises = new(
        "error-rises", "Test error rises with every step of corruption.", Figure1 + "c",
        "the smallest rise of test error between neighbouring corruptions above 0");

    public static IReadOnlyList<ClaimInfo> All => [AllFitted, SlowdownMonotone, ConstantFactor, ErrorRises];

    public static IReadOnlyList<Claim> Judge(RunRecord record) => [Fitted(record), Monotone(record), Factor(record), Rises(record)];

    private static Claim Fitted(RunRecord record) =>
        FitClaims.Fits(AllFitted, record, record.Trials.MinBy(t => record[t].Largest(MetricNames.TrainAccuracy))!);

    private static Claim Monotone(RunRecord record)
    {
        (double Ratio, double Low, double High)? smallest = null;
        for (int i = 1; i < record.Trials.Count; i++)
        {
            if (FitClaims.StepsRatio(record, record.Trials[i], record.Trials[i - 1], record.Laboratory.FitAccuracy) is not { } ratio)
                return SlowdownMonotone.Undecided($"'{record.Trials[i].Series}' or '{record.Trials[i - 1].Series}' was not fitted.");
            if (smallest is null || ratio.Ratio < smallest.Value.Ratio) smallest = ratio;
        }

        return smallest is { } s ? SlowdownMonotone.Above(1, s.Ratio, s.Low, s.High) : SlowdownMonotone.Undecided("There is only one corruption.");
    }

    private static Claim Factor(RunRecord record)
    {
        if (record.Trials[0].Series != Corruptions.TrueSeries || record.Trials[^1].Series != Corruptions.RandomSeries)
            return ConstantFactor.Undecided("It needs a training on true labels and one on random labels.");
        if (FitClaims.StepsRatio(record, record.Trials[^1], record.Trials[0], record.Laboratory.FitAccuracy) is not { } ratio)
            return ConstantFactor.Undecided("The first or the last corruption was not fitted.");
        Verdict verdict = ratio.High < 10 ? Verdict.Held : ratio.Low > 10 ? Verdict.Contradicted : Verdict.Undecided;
        return ConstantFactor.Judge(ratio.Ratio, ratio.Low, ratio.High, verdict);
    }

    private static Claim Rises(RunRecord record)
    {
        if (record.Trials[0].Test is not { } test || record.Trials.Count < 2) return ErrorRises.Undecided("There is no test set, or only one corruption.");
        (double Rise, double Low, double High) smallest = (double.PositiveInfinity, 0, 0);
        for (int i = 1; i < record.Trials.Count; i++)
        {
            double before = record[record.Trials[i - 1]].Last(MetricNames.TestAccuracy), after = record[record.Trials[i]].Last(MetricNames.TestAccuracy);
            double half = Intervals.Z * Math.Sqrt(((before * (1 - before)) + (after * (1 - after))) / test.Count);
            if (before - after < smallest.Rise) smallest = (before - after, before - after - half, before - after + half);
        }

        return ErrorRises.Above(0, smallest.Rise, smallest.Low, smallest.High);
    }
}
