using Occam.Experiments.Judging;
using Occam.Records;

namespace Occam.Experiments.Regret;

/// <summary>The claims of <see cref="RegretExperiment"/> about logistic regression, where the global regret can be computed.</summary>
internal static class ConvexClaims
{
    private const string Huszar = "Huszár 2018, blog", Derived = "derived here from Huszár 2018, blog";
    private const double Close = 0.25;

    private static readonly ClaimInfo Higher = new(
        "global-regret-higher-random", "The global regret of logistic regression is higher on random labels.", Huszar,
        "mean over pairs of minibatches of f₂(argmin f₁) − min f₂, random less true, above 0 nats");

    private static readonly ClaimInfo LocalAgrees = new(
        "local-regret-agrees", "The local regret orders the two kinds of labels as the global one does.", Huszar,
        "local regret at the minimum over all examples, random less true, above 0");

    private static readonly ClaimInfo IsGap = new(
        "global-regret-is-gap", "The global regret is the generalization gap of a fit to one minibatch.", Derived,
        "relative difference of test gap and global regret, the farther from 0 of the two kinds of labels, within ±0.25");

    public static IReadOnlyList<ClaimInfo> All => [Higher, LocalAgrees, IsGap];

    public static IReadOnlyList<Claim> Judge(RunRecord record)
    {
        if (record.Trials.Any(t => t.Test is null)) return [.. All.Select(c => c.Undecided("There is no test set."))];
        return
        [
            Difference(record, ConvexRegret.Global).JudgeAbove(Higher, 0),
            Difference(record, ConvexRegret.LocalMinimum).JudgeAbove(LocalAgrees, 0),
            JudgeGap(record),
        ];
    }

    /// <summary>A mean over pairs of minibatches with its interval.</summary>
    public static Estimate Mean(RunRecord record, string labels, string result)
    {
        (double mean, double[] without) = Pairs(record, labels, result);
        return Estimate.FromJackknife(mean, without);
    }

    /// <summary>The mean test gap of the fits to one minibatch.</summary>
    public static Estimate Gap(RunRecord record, string labels)
    {
        (double mean, double[] without) = PairMean.Of(record.Result(ConvexRegret.ComputationName(labels), ConvexRegret.Gap));
        return Estimate.FromJackknife(mean, without);
    }

    /// <summary>Both kinds of labels have the same minibatches of the same examples, so one minibatch is left out of both.</summary>
    private static Estimate Difference(RunRecord record, string result)
    {
        (double random, double[] withoutRandom) = Pairs(record, RegretNames.RandomLabels, result);
        (double truth, double[] withoutTrue) = Pairs(record, RegretNames.TrueLabels, result);
        return Estimate.FromJackknife(random - truth, [.. withoutRandom.Zip(withoutTrue, (r, t) => r - t)]);
    }

    private static Claim JudgeGap(RunRecord record)
    {
        Estimate[] relative = [.. ((string[])[RegretNames.TrueLabels, RegretNames.RandomLabels]).Select(labels => Relative(record, labels))];
        Estimate worst = relative.MaxBy(e => Math.Abs(e.Value));
        if (!relative.All(e => double.IsFinite(e.Low) && double.IsFinite(e.High))) return IsGap.Undecided("There are too few minibatches for an interval.");
        Verdict verdict = relative.All(e => e.Low > -Close && e.High < Close) ? Verdict.Held
            : relative.Any(e => e.High < -Close || e.Low > Close) ? Verdict.Contradicted : Verdict.Undecided;
        return IsGap.Judge(worst.Value, worst.Low, worst.High, verdict, "The interval does not cover the choice of the test examples.");
    }

    private static Estimate Relative(RunRecord record, string labels)
    {
        (double regret, double[] withoutRegret) = Pairs(record, labels, ConvexRegret.Global);
        (double gap, double[] withoutGap) = PairMean.Of(record.Result(ConvexRegret.ComputationName(labels), ConvexRegret.Gap));
        return Estimate.FromJackknife((gap / regret) - 1, [.. withoutGap.Zip(withoutRegret, (g, r) => (g / r) - 1)]);
    }

    private static (double Mean, double[] WithoutOne) Pairs(RunRecord record, string labels, string result)
    {
        double[] values = record.Result(ConvexRegret.ComputationName(labels), result);
        return PairMean.Of(values, (int)Math.Round(Math.Sqrt(values.Length)));
    }
}
