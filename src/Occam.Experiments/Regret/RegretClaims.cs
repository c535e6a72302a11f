using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Numerics.Simd;
using Occam.Records;

namespace Occam.Experiments.Regret;

/// <summary>The claims of <see cref="RegretExperiment"/> about trained networks.</summary>
internal static class RegretClaims
{
    private const string Huszar = "Huszár 2018, blog", Derived = "derived here from Huszár 2018, blog", Dinh = "Dinh et al. 2017, arXiv 1703.04933, and the chain rule";

    private static readonly ClaimInfo RegretTracks = new(
        "regret-tracks-gap", "Where gradient regret is higher, the generalization gap is larger.", Huszar,
        "Kendall's τ of regret of small minibatches with the accuracy gap, over all observations, above 0");

    private static readonly ClaimInfo CosineTracks = new(
        "cosine-tracks-gap", "Where the gradients of minibatches agree less, the generalization gap is larger.", Derived,
        "minus Kendall's τ of the batch cosine with the accuracy gap above 0");

    private static readonly ClaimInfo FlatnessTracks = new(
        "flatness-ratio-tracks-gap", "Where single minibatches are steeper against their mean, the generalization gap is larger.", Huszar,
        "Kendall's τ of the flatness ratio with the accuracy gap above 0");

    private static readonly ClaimInfo BeatsNorm = new(
        "regret-beats-norm", "Regret tracks the gap better than the norm of the minibatch gradients alone.", Derived,
        "τ of regret less τ of the norm, both with the accuracy gap, above 0");

    private static readonly ClaimInfo RegretHigher = new(
        "regret-higher-random", "At equal training accuracy, regret is higher on random labels.", Derived,
        "geometric mean of the ratio at 30, 50, 70, 90 % training accuracy, random over true, above 1");

    private static readonly ClaimInfo CosineHigher = new(
        "cosine-higher-true", "At equal training accuracy, the gradients of minibatches agree more on true labels.", Derived,
        "batch cosine at 30, 50, 70, 90 % training accuracy, true less random, on average above 0");

    private static readonly ClaimInfo FlatnessHigher = new(
        "flatness-ratio-higher-random", "At equal training accuracy, the flatness ratio is higher on random labels.", Derived,
        "geometric mean of the ratio at 30, 50, 70, 90 % training accuracy, random over true, above 1");

    private static readonly ClaimInfo Rescaled = new(
        "none-invariant", "A rescaling that keeps the function changes every first-order measure of the whole network, and no coherence within the rescaled layer.", Dinh,
        "the smallest, over measures, of the largest relative change at α = ½, 2, 4 above 0.01, and m-coherence of the first layer unchanged to 1e-6");

    public static IReadOnlyList<ClaimInfo> All =>
        [RegretTracks, CosineTracks, FlatnessTracks, BeatsNorm, RegretHigher, CosineHigher, FlatnessHigher, Rescaled];

    public static IReadOnlyList<Claim> Judge(RunRecord record)
    {
        int size = RegretNames.Minibatches(record)[0];
        string regret = RegretNames.Of(RegretNames.Regret, size), cosine = RegretNames.Of(RegretNames.Cosine, size), flatness = RegretNames.Of(RegretNames.Flatness, size);
        return
        [
            Tracks(RegretTracks, GapTracking.Of(record, regret)),
            Tracks(CosineTracks, Negative(GapTracking.Of(record, cosine))),
            Tracks(FlatnessTracks, GapTracking.Of(record, flatness)),
            Tracks(BeatsNorm, GapTracking.Difference(record, regret, RegretNames.Of(RegretNames.Norm, size))),
            Ratio(RegretHigher, EqualAccuracy.Of(record, regret, logarithmic: true)),
            Difference(CosineHigher, EqualAccuracy.Of(record, cosine, logarithmic: false)),
            Ratio(FlatnessHigher, EqualAccuracy.Of(record, flatness, logarithmic: true)),
            JudgeRescaling(record),
        ];
    }

    private static Claim Tracks(ClaimInfo claim, Estimate? tau) =>
        tau is { } t ? t.JudgeAbove(claim, 0) : claim.Undecided("It needs a test set and at least three trainings.");

    private static Estimate? Negative(Estimate? e) => e is { } x ? new Estimate(-x.Value, -x.High, -x.Low) : null;

    private static Claim Ratio(ClaimInfo claim, (Estimate? Difference, string? Missing) at)
    {
        if (at.Difference is not { } d) return claim.Undecided(at.Missing!);
        Estimate ratio = new(Elementary.Exp(d.Value), Elementary.Exp(d.Low), Elementary.Exp(d.High));
        return at.Missing is null ? ratio.JudgeAbove(claim, 1) : claim.Judge(ratio.Value, ratio.Low, ratio.High, Verdict.Undecided, at.Missing);
    }

    private static Claim Difference(ClaimInfo claim, (Estimate? Difference, string? Missing) at)
    {
        if (Negative(at.Difference) is not { } d) return claim.Undecided(at.Missing!);
        return at.Missing is null ? d.JudgeAbove(claim, 0) : claim.Judge(d.Value, d.Low, d.High, Verdict.Undecided, at.Missing);
    }

    private static Claim JudgeRescaling(RunRecord record)
    {
        if (Rescaling.Refusal(record.Laboratory) is { } why) return Rescaled.Undecided(why);
        double smallest = double.PositiveInfinity;
        foreach (TrialPlan trial in RescaledTrials(record))
        {
            if (record.Result(Rescaling.ComputationName(trial), Rescaling.Outputs).Max() is var moved && !(moved <= RescalingRow.Rounding))
                return Rescaled.Undecided($"The rescaling changed the outputs of '{trial.Series}' by {moved:G3} of the largest.");
            if (RescalingRow.Of(record, trial, Rescaling.FirstLayer).LargestChange is var first && !(first <= RescalingRow.Rounding))
                return Rescaled.Judge(first, null, null, Verdict.Contradicted, $"m-coherence of the first layer of '{trial.Series}' changed.");
            double[] changes = [.. Rescaling.Whole.Select(w => RescalingRow.Of(record, trial, w.Result).LargestChange)];
            smallest = Math.Min(smallest, changes.Where(c => !double.IsNaN(c)).DefaultIfEmpty(double.NaN).Min());
        }

        Verdict verdict = smallest > 0.01 ? Verdict.Held : smallest <= RescalingRow.Rounding ? Verdict.Contradicted : Verdict.Undecided;
        return Rescaled.Judge(smallest, null, null, verdict, "Rescaled after training; the outputs stayed.");
    }

    /// <summary>One training on true and one on random labels.</summary>
    public static IReadOnlyList<TrialPlan> RescaledTrials(RunRecord record) => Choose(record.Trials);

    /// <summary>The first training on true labels and its counterpart.</summary>
    public static IReadOnlyList<TrialPlan> Choose(IReadOnlyList<TrialPlan> trials) => [trials.First(t => !RegretNames.IsRandom(t)), trials.First(RegretNames.IsRandom)];
}
