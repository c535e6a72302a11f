using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Numerics.Simd;
using Occam.Records;

namespace Occam.Experiments.Stability;

/// <summary>The claims of <see cref="StabilityExperiment"/>.</summary>
internal static class StabilityClaims
{
    private const string Chatterjee = "Chatterjee & Zielinski 2022, arXiv 2203.10036";

    private static readonly ClaimInfo LessCoherent = new(
        "random-labels-less-coherent", "Random labels are less coherent, averaged over the steps.", Chatterjee,
        "m-coherence, mean over the steps and replacements, true − random, above 0");

    private static readonly ClaimInfo PartsFurther = new(
        "random-labels-part-further", "After the same steps, twins on random labels have parted further, relative to how far they went.", Chatterjee,
        "δ / ‖θ − θ_0‖ at the end, random over true, geometric mean over replacements, above 1");

    private static readonly ClaimInfo LessStable = new(
        "random-labels-less-stable", "The loss on an example depends more on having seen it when labels are random.", Chatterjee,
        "loss instability on the replaced example, random − true, mean over replacements, above 0");

    private static readonly ClaimInfo SameOrder = new(
        "gap-in-the-same-order", "The labels with the larger loss instability have the larger generalization gap.", Chatterjee,
        "test loss − training loss, of the less stable labels − of the others, above 0");

    private static readonly ClaimInfo IsGapTrue = new(
        "instability-is-gap-true", "On true labels, mean loss instability is the generalization gap.", Chatterjee,
        "mean instability over mean gap, the whole interval between 1/2 and 2");

    private static readonly ClaimInfo IsGapRandom = new(
        "instability-is-gap-random", "On random labels, mean loss instability is the generalization gap.", Chatterjee,
        "mean instability over mean gap, the whole interval between 1/2 and 2");

    private static readonly ClaimInfo RecursionHolds = new(
        "recursion-holds", "Once parted, twins move apart no faster than the one-step recursion allows, with the largest measured smoothness.", Chatterjee,
        "log10 of the recursion's δ over the measured δ, the smallest of all later milestones and trainings, above 0");

    private static readonly ClaimInfo BoundHolds = new(
        "bound-holds", "The gap stays below the bound computed with measured surrogates.", Chatterjee,
        "log10 of the bound over the gap at the end, the smallest of all trainings, above 0");

    private static readonly ClaimInfo BoundVacuous = new(
        "bound-vacuous", "As a number the bound says nothing: it exceeds the largest loss of any test example.", Chatterjee,
        "log10 of the bound over the largest test loss ever seen in that training, the smallest of all trainings, above 0");

    public static IReadOnlyList<ClaimInfo> All => [LessCoherent, PartsFurther, LessStable, SameOrder, IsGapTrue, IsGapRandom, RecursionHolds, BoundHolds, BoundVacuous];

    public static IReadOnlyList<Claim> Judge(TwinRecord twins) =>
    [
        Coherent(twins), Parting(twins), Stable(twins), Order(twins),
        IsGap(IsGapTrue, twins, twins.True), IsGap(IsGapRandom, twins, twins.Random),
        Recursion(twins), Holds(twins), Vacuous(twins),
    ];

    private static Claim Coherent(TwinRecord twins) =>
        Judge(LessCoherent, Sample.Difference([.. twins.True.Select(t => twins.Bound(t).MeanCoherence)], [.. twins.Random.Select(t => twins.Bound(t).MeanCoherence)]), 0);

    private static Claim Parting(TwinRecord twins)
    {
        double[] truth = TwinRecord.Last(twins.True, twins.RelativeDistance), random = TwinRecord.Last(twins.Random, twins.RelativeDistance);
        if (truth.Concat(random).Any(d => !(d > 0 && double.IsFinite(d)))) return PartsFurther.Undecided("Not all twins parted: some never met the replaced example.");
        Sample logs = Sample.Difference([.. random.Select(d => Elementary.Log(d))], [.. truth.Select(d => Elementary.Log(d))]);
        return PartsFurther.Above(1, Elementary.Exp(logs.Mean), Elementary.Exp(logs.Low), Elementary.Exp(logs.High), Fit(twins));
    }

    private static Claim Stable(TwinRecord twins) => Judge(LessStable, Instabilities(twins), 0, Fit(twins));

    private static Claim Order(TwinRecord twins)
    {
        Sample instability = Instabilities(twins);
        if (!(instability.Low > 0 || instability.High < 0)) return SameOrder.Undecided("It is undecided which labels are less stable.");
        double[] truth = TwinRecord.Last(twins.True, twins.Gap), random = TwinRecord.Last(twins.Random, twins.Gap);
        return Judge(SameOrder, instability.Low > 0 ? Sample.Difference(random, truth) : Sample.Difference(truth, random), 0);
    }

    private static Claim IsGap(ClaimInfo claim, TwinRecord twins, IReadOnlyList<TrialPlan> trials)
    {
        Sample instability = Sample.Of(TwinRecord.Last(trials, twins.Values(StabilityNames.Instability))).AtLeast(Spread(twins, trials));
        double gap = TwinRecord.Last(trials, twins.Gap).Average();
        if (!(gap > 0)) return claim.Undecided($"The mean gap is {gap:G3}: there is nothing to compare with.");
        (double ratio, double low, double high) = (instability.Mean / gap, instability.Low / gap, instability.High / gap);
        Verdict verdict = low > 0.5 && high < 2 ? Verdict.Held : high < 0.5 || low > 2 ? Verdict.Contradicted : Verdict.Undecided;
        return claim.Judge(ratio, low, high, verdict, $"Mean instability {instability.Mean:G3} nats, mean gap {gap:G3} nats.");
    }

    private static Claim Recursion(TwinRecord twins)
    {
        if (NotApplicable(twins) is { } why) return RecursionHolds.Undecided(why);
        double[] margins = [.. twins.Record.Trials.SelectMany(t => Margins(twins, t))];
        return margins.Length == 0 ? RecursionHolds.Undecided("No twins were observed after they had parted.") : Smallest(RecursionHolds, margins);
    }

    /// <summary>log10 of the recursion's δ over the measured one, after the milestone from which it starts.</summary>
    private static IEnumerable<double> Margins(TwinRecord twins, TrialPlan trial)
    {
        double[] measured = twins.Values(StabilityNames.TwinDistance)(trial);
        StabilityBound bound = twins.Bound(trial);
        return Enumerable.Range(0, measured.Length).Skip(bound.Parted + 1).Select(m => bound.Distance[m] - LogRecursion.Log10(measured[m]));
    }

    private static Claim Holds(TwinRecord twins) => NotApplicable(twins) is { } why
        ? BoundHolds.Undecided(why)
        : Smallest(BoundHolds, [.. twins.Record.Trials.Select(t => twins.Bound(t).Gap[^1] - LogRecursion.Log10(Math.Abs(twins.Gap(t)[^1])))]);

    private static Claim Vacuous(TwinRecord twins) => NotApplicable(twins) is { } why
        ? BoundVacuous.Undecided(why)
        : Smallest(BoundVacuous, [.. twins.Record.Trials.Select(t => twins.Bound(t).Gap[^1] - LogRecursion.Log10(twins.Record[t].Largest(StabilityNames.LargestTestLoss)))]);

    private static string? NotApplicable(TwinRecord twins) =>
        twins.Record.Trials.All(StabilityBound.Applies) ? null : "The theorem is about plain stochastic gradient descent: optimizer=sgd, weight-decay=0.";

    private static Sample Instabilities(TwinRecord twins)
    {
        (double truth, double random) = (Spread(twins, twins.True), Spread(twins, twins.Random));
        return Sample.Difference(TwinRecord.Last(twins.Random, twins.Values(StabilityNames.Instability)), TwinRecord.Last(twins.True, twins.Values(StabilityNames.Instability)))
            .AtLeast(Math.Sqrt((truth * truth) + (random * random)));
    }

    /// <summary>
    /// The standard error that the mean instability must have: to the twin the replaced example is a held-out one, so its loss is distributed as
    /// those of test examples. A few replaced examples may by chance contain none of the rare ones with a large loss, and look alike.
    /// </summary>
    private static double Spread(TwinRecord twins, IReadOnlyList<TrialPlan> trials) =>
        Math.Sqrt(TwinRecord.Last(trials, twins.Values(StabilityNames.TestLossDeviation)).Average(d => d * d) / trials.Count);

    private static Claim Judge(ClaimInfo claim, Sample sample, double threshold, string? note = null) => double.IsFinite(sample.Mean)
        ? claim.Above(threshold, sample.Mean, sample.Low, sample.High, note)
        : claim.Undecided("A recorded value is not a finite number.");

    private static Claim Smallest(ClaimInfo claim, double[] margins)
    {
        double smallest = margins.Min();
        if (double.IsNaN(smallest)) return claim.Undecided("A recorded value is not a finite number.");
        return claim.Decide(smallest, smallest > 0);
    }

    private static string Fit(TwinRecord twins)
    {
        double Accuracy(IReadOnlyList<TrialPlan> trials) => TwinRecord.Last(trials, twins.Values(MetricNames.TrainAccuracy)).Min();
        return $"Training accuracy at the end is at least {Accuracy(twins.True):P1} with true labels and {Accuracy(twins.Random):P1} with random ones.";
    }
}
