using System.Globalization;
using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records;

namespace Occam.Experiments.Randomization;

/// <summary>The claims of <see cref="RandomizationExperiment"/>.</summary>
internal static class RandomizationClaims
{
    private const double NearChance = 0.05, ConstantAtMost = 10;

    // One draw of n random labels moves the test accuracy as a draw of n/10 independent answers would, at the most: see the experiment's page.
    private const double LabelsAlike = 10;
    private const string Zhang = "Zhang et al. 2017, arXiv 1611.03530", Figure1 = Zhang + ", Fig. 1";

    private static readonly ClaimInfo AllFitted = new(
        "all-fitted", "Labels of any corruption are fitted, and images without structure.", Zhang, "the smallest training accuracy at least 'fit' (99 %)");

    private static readonly ClaimInfo Order = new(
        "convergence-order", "True labels are fitted first, then shuffled pixels, then random pixels and Gaussian images, random labels last.", Figure1 + "a",
        "the smallest ratio of steps to fit between a condition and the one before it above 1");

    private static readonly ClaimInfo NoiseFirst = new(
        "noise-before-random-labels", "Random pixels and Gaussian images are fitted before random labels.", Zhang + ", section 2.1",
        "steps to fit, random labels over random pixels or Gaussian images, the smaller ratio, above 1");

    private static readonly ClaimInfo SlowdownMonotone = new(
        "slowdown-monotone", "More corruption takes longer to fit.", Figure1 + "b", "the smallest ratio of steps to fit between neighbouring corruptions above 1");

    private static readonly ClaimInfo ConstantFactor = new(
        "slowdown-constant-factor", "Random labels slow the fitting down by a constant factor only.", Figure1 + "b", "steps to fit, random over true, below 10 (the paper's networks: about 4)");

    private static readonly ClaimInfo ErrorRises = new(
        "error-rises", "Test error rises with every step of corruption.", Figure1 + "c",
        "the smallest rise of test error between neighbouring corruptions above 0");

    private static readonly ClaimInfo Chance = new(
        "error-meets-chance", "With random labels the test error is that of chance.", Figure1 + "c", "test error on random labels less 1 − 1/K, its whole interval within ± 0.05");

    public static IReadOnlyList<ClaimInfo> All => [AllFitted, Order, NoiseFirst, SlowdownMonotone, ConstantFactor, ErrorRises, Chance];

    public static IReadOnlyList<Claim> Judge(RunRecord record) =>
        [Fitted(record), InOrder(record), NoiseBeforeLabels(record), Monotone(record), Factor(record), Rises(record), MeetsChance(record)];

    private static Claim Fitted(RunRecord record) =>
        FitClaims.Fits(AllFitted, record, record.Trials.MinBy(t => record[t].Largest(MetricNames.TrainAccuracy))!);

    private static Claim InOrder(RunRecord record) => SmallestRatio(
        Order, record,
        (RandomizationNames.ShuffledPixels, Corruptions.TrueSeries), (RandomizationNames.RandomPixels, RandomizationNames.ShuffledPixels),
        (RandomizationNames.Gaussian, RandomizationNames.ShuffledPixels), (Corruptions.RandomSeries, RandomizationNames.RandomPixels), (Corruptions.RandomSeries, RandomizationNames.Gaussian));

    private static Claim NoiseBeforeLabels(RunRecord record) => SmallestRatio(
        NoiseFirst, record, (Corruptions.RandomSeries, RandomizationNames.RandomPixels), (Corruptions.RandomSeries, RandomizationNames.Gaussian));

    private static Claim SmallestRatio(ClaimInfo claim, RunRecord record, params ReadOnlySpan<(string Slow, string Fast)> pairs)
    {
        List<(double, double, double?, string?)> ratios = [];
        foreach ((string slow, string fast) in pairs)
        {
            if (RandomizationNames.Find(record, slow) is not { } later || RandomizationNames.Find(record, fast) is not { } sooner)
                return claim.Undecided($"It needs the trainings '{fast}' and '{slow}'.");
            if (FitClaims.StepsRatioOrMore(record, later, sooner, record.Laboratory.FitAccuracy) is not { } ratio)
                return claim.Undecided($"'{fast}' was not fitted.");
            ratios.Add((ratio.Ratio, ratio.Low, ratio.High, $"Smallest: '{slow}' over '{fast}'. {ratio.Open}".TrimEnd()));
        }

        return claim.AllAbove(1, ratios);
    }

    private static Claim Monotone(RunRecord record)
    {
        List<(double, double, double?, string?)> ratios = [];
        foreach (IReadOnlyList<TrialPlan> ladder in RandomizationNames.Ladders(record))
        {
            for (int i = 1; i < ladder.Count; i++)
            {
                if (FitClaims.StepsRatioOrMore(record, ladder[i], ladder[i - 1], record.Laboratory.FitAccuracy) is not { } ratio)
                    return SlowdownMonotone.Undecided($"'{ladder[i - 1].Series}' was not fitted.");
                ratios.Add((ratio.Ratio, ratio.Low, ratio.High, $"Smallest: '{ladder[i].Series}' over '{ladder[i - 1].Series}'. {ratio.Open}".TrimEnd()));
            }
        }

        return ratios.Count > 0 ? SlowdownMonotone.AllAbove(1, ratios) : SlowdownMonotone.Undecided("There is only one corruption.");
    }

    private static Claim Factor(RunRecord record)
    {
        (double Ratio, double Low, double? High, string? Open)? largest = null;
        List<string> networks = [];
        foreach (IReadOnlyList<TrialPlan> ladder in RandomizationNames.Ladders(record))
        {
            if (!RandomizationNames.Is(ladder[0], Corruptions.TrueSeries) || !RandomizationNames.Is(ladder[^1], Corruptions.RandomSeries))
                return ConstantFactor.Undecided("It needs a training on true labels and one on random labels.");
            if (FitClaims.StepsRatioOrMore(record, ladder[^1], ladder[0], record.Laboratory.FitAccuracy) is not { } ratio)
                return ConstantFactor.Undecided("The first corruption was not fitted.");
            string least = ratio.Open is null ? "" : "at least ";
            networks.Add(string.Create(CultureInfo.InvariantCulture, $"{RandomizationNames.NetworkOf(record, ladder)} {least}{ratio.Ratio:F2}"));
            if (largest is null || Severity(ratio).CompareTo(Severity(largest.Value)) > 0) largest = ratio;
        }

        (double value, double low, double? high, string? open) = largest!.Value;
        Verdict verdict = high < ConstantAtMost ? Verdict.Held : low > ConstantAtMost ? Verdict.Contradicted : Verdict.Undecided;
        return ConstantFactor.Judge(value, low, high, verdict, $"{string.Join(", ", networks)}. {open}".TrimEnd());
    }

    // A ratio that contradicts decides; then one that nothing bounds, which leaves the claim undecided; then the highest end.
    private static (bool, bool, double) Severity((double Ratio, double Low, double? High, string? Open) of) => (of.Low > ConstantAtMost, of.High is null, of.High ?? of.Ratio);

    private static Claim Rises(RunRecord record)
    {
        if (record.Trials[0].Test is not { } test) return ErrorRises.Undecided("There is no test set, or only one corruption.");
        if (!RandomizationNames.TestsOnTrueLabels(record)) return ErrorRises.Undecided("Test labels are corrupted too.");
        (TrialPlan Before, TrialPlan After)[] steps = [.. RandomizationNames.Ladders(record).SelectMany(l => l.Zip(l.Skip(1)))];
        if (steps.Length == 0) return ErrorRises.Undecided("There is no test set, or only one corruption.");
        double z = Intervals.Simultaneous(steps.Length);
        return ErrorRises.AllAbove(0, [.. steps.Select(Rise)]);

        (double, double, double?, string?) Rise((TrialPlan Before, TrialPlan After) step)
        {
            double before = record[step.Before].Last(MetricNames.TestAccuracy), after = record[step.After].Last(MetricNames.TestAccuracy), rise = before - after;
            double half = z * Math.Sqrt(Intervals.Variance(before, test.Count) + Intervals.Variance(after, test.Count));
            return (rise, rise - half, rise + half, $"Smallest: from '{step.Before.Series}' to '{step.After.Series}'.");
        }
    }

    private static Claim MeetsChance(RunRecord record)
    {
        TrialPlan[] random = [.. RandomizationNames.Ladders(record).Select(l => l[^1]).Where(t => RandomizationNames.Is(t, Corruptions.RandomSeries) && t.Test is not null)];
        if (random.Length == 0) return Chance.Undecided("It needs a test set and a training on random labels.");
        double chance = 1.0 / record.Laboratory.Data.ClassCount;
        TrialPlan furthest = random.MaxBy(t => Math.Abs(record[t].Last(MetricNames.TestAccuracy) - chance))!;
        double accuracy = record[furthest].Last(MetricNames.TestAccuracy);
        (double low, double high) = Intervals.Proportion(accuracy, furthest.Test!.Count);
        int labels = furthest.Train.Count;
        double draw = Intervals.Z * Math.Sqrt(chance * (1 - chance) * LabelsAlike / labels);
        double lowest = accuracy - Math.Sqrt(((accuracy - low) * (accuracy - low)) + (draw * draw)), highest = accuracy + Math.Sqrt(((high - accuracy) * (high - accuracy)) + (draw * draw));
        Verdict verdict = low > chance - NearChance && high < chance + NearChance ? Verdict.Held
            : highest < chance - NearChance || lowest > chance + NearChance ? Verdict.Contradicted : Verdict.Undecided;
        string note = string.Create(
            CultureInfo.InvariantCulture,
            $"In '{furthest.Series}'. The interval covers the choice of test examples, not the one draw of {labels:N0} labels, which may move the accuracy by ± {draw:0.000}: contradicted only beyond that.");
        return Chance.Judge(chance - accuracy, chance - high, chance - low, verdict, note);
    }
}
