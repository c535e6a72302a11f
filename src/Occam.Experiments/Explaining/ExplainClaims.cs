using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records;

namespace Occam.Experiments.Explaining;

/// <summary>The claims of <see cref="Explain"/>.</summary>
internal static class ExplainClaims
{
    private const string Zhang = "Zhang et al. 2017, arXiv 1611.03530", Chatterjee = "Chatterjee & Zielinski 2020, arXiv 2008.01217";

    private static readonly ClaimInfo FitsTrue = new("true-labels-fitted", "The network fits its true labels.", Zhang, "training accuracy at least 'fit' (99 %)");
    private static readonly ClaimInfo FitsRandom = new("random-labels-fitted", "The same network fits random labels.", Zhang, "training accuracy at least 'fit' (99 %)");
    private static readonly ClaimInfo OnlyTrue = new(
        "only-true-generalizes", "Both twins fit their training labels; only one generalizes.", Zhang,
        "difference in test accuracy above 0, and the random twin's whole interval at or below chance + 2 %");

    private static readonly ClaimInfo Coherence = new(
        "coherence-higher-at-equal-accuracy", "At equal training accuracy, m-coherence is higher on true labels than on random ones.", Chatterjee,
        "geometric mean of the ratio at 30, 50, 70, 90 % training accuracy, after the first 25 steps, above 1");

    private static readonly ClaimInfo Slower = new(
        "random-labels-slower", "Random labels are learnt more slowly; by what factor is measured.", Zhang, "steps to fit, random over true, above 1");

    public static IReadOnlyList<ClaimInfo> All => [FitsTrue, FitsRandom, OnlyTrue, Coherence, Slower];

    public static IReadOnlyList<Claim> Judge(RunRecord record)
    {
        TrialPlan truth = record.Trial(Explain.TrueSeries), random = record.Trial(Explain.RandomSeries);
        return
        [
            FitClaims.Fits(FitsTrue, record, truth),
            FitClaims.Fits(FitsRandom, record, random),
            JudgeGeneralization(record, truth, random),
            EqualAccuracyRatio.Judge(Coherence, record, truth, random, MetricNames.MCoherence),
            JudgeSpeed(record, truth, random),
        ];
    }

    private static Claim JudgeGeneralization(RunRecord record, TrialPlan truth, TrialPlan random)
    {
        if (truth.Test is not { } test) return OnlyTrue.Undecided("There is no test set.");
        double a = record[truth].Last(MetricNames.TestAccuracy), b = record[random].Last(MetricNames.TestAccuracy), chance = 1.0 / test.ClassCount;
        (double aLow, double aHigh) = Intervals.Proportion(a, test.Count);
        (double bLow, double bHigh) = Intervals.Proportion(b, test.Count);
        double low = aLow - bHigh, high = aHigh - bLow;
        if (!FitClaims.IsFitted(record, truth) || !FitClaims.IsFitted(record, random))
            return OnlyTrue.Judge(a - b, low, high, Verdict.Undecided, "Not both twins fitted their training labels.");
        Verdict verdict = low > 0 && bHigh <= chance + 0.02 ? Verdict.Held : high < 0 || bLow > chance + 0.02 ? Verdict.Contradicted : Verdict.Undecided;
        return OnlyTrue.Judge(a - b, low, high, verdict, $"Test accuracy {a:P1} with true labels, {b:P1} with random ones; chance is {chance:P0}.");
    }

    private static Claim JudgeSpeed(RunRecord record, TrialPlan truth, TrialPlan random)
    {
        double fit = record.Laboratory.FitAccuracy;
        if (FitClaims.StepsRatio(record, random, truth, fit) is { } ratio) return Slower.Above(1, ratio.Ratio, ratio.Low, ratio.High, $"Steps until {fit:P0} of the training labels are fitted.");
        return Slower.Undecided($"Not both twins reached {fit:P0} training accuracy.");
    }
}
