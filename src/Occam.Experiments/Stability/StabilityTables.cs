using Occam.Experiments.Trials;
using Occam.Records;

namespace Occam.Experiments.Stability;

/// <summary>The tables of <see cref="StabilityExperiment"/>.</summary>
internal static class StabilityTables
{
    public static IReadOnlyList<ResultTable> All(TwinRecord twins) => [Ends(twins), Terms(twins), Replacements(twins)];

    private static ResultTable Ends(TwinRecord twins) => new(
        "twins", "The twins at their end, means over the replacements",
        ["labels", "training accuracy", "test accuracy", "gap (nats)", "instability (nats)", "δ", "δ / ‖θ − θ₀‖", "answers that differ", "mean |Δℓ| (nats)"],
        [End(twins, "true", twins.True), End(twins, "random", twins.Random)]);

    private static IReadOnlyList<Cell> End(TwinRecord twins, string labels, IReadOnlyList<TrialPlan> trials)
    {
        Cell At(string metric) => Mean(trials, t => twins.Record[t].Last(metric));
        return
        [
            labels, At(MetricNames.TrainAccuracy), At(MetricNames.TestAccuracy), Mean(trials, t => twins.Gap(t)[^1]), At(StabilityNames.Instability),
            At(StabilityNames.TwinDistance), Mean(trials, t => twins.RelativeDistance(t)[^1]), At(StabilityNames.Disagreement), At(StabilityNames.TestLossChange),
        ];
    }

    private static ResultTable Terms(TwinRecord twins) => new(
        "bound", "What the bound is made of, means over the replacements",
        ["labels", "L seen", "β seen", "m-coherence, mean over steps", "√(2(1 − α)), mean over steps", "log10 bound", "log10 bound with β = 0", "log10 gap", "log10 δ of the recursion", "log10 δ"],
        [Term(twins, "true", twins.True), Term(twins, "random", twins.Random)]);

    private static IReadOnlyList<Cell> Term(TwinRecord twins, string labels, IReadOnlyList<TrialPlan> trials)
    {
        Cell Of(Func<StabilityBound, double> value) => Mean(trials, t => value(twins.Bound(t)));
        return
        [
            labels, Of(b => b.Lipschitz), Of(b => b.Smoothness), Of(b => b.MeanCoherence), Of(b => b.CoherenceFactor), Of(b => b.Gap[^1]), Of(b => b.GapWithoutGrowth),
            Mean(trials, t => LogRecursion.Log10(Math.Abs(twins.Gap(t)[^1]))), Of(b => b.Distance[^1]), Mean(trials, t => LogRecursion.Log10(twins.Record[t].Last(StabilityNames.TwinDistance))),
        ];
    }

    private static ResultTable Replacements(TwinRecord twins) => new(
        "replacements", "Replacement by replacement, at the end",
        ["replacement", "instability, true (nats)", "instability, random (nats)", "δ / ‖θ − θ₀‖, true", "δ / ‖θ − θ₀‖, random", "answers that differ, true", "answers that differ, random"],
        [.. twins.True.Zip(twins.Random).Select((pair, j) => Replacement(twins, j + 1, pair.First, pair.Second))]);

    private static IReadOnlyList<Cell> Replacement(TwinRecord twins, int number, TrialPlan truth, TrialPlan random)
    {
        Cell Last(TrialPlan trial, string metric) => Finite(twins.Record[trial].Last(metric));
        return
        [
            number, Last(truth, StabilityNames.Instability), Last(random, StabilityNames.Instability), Finite(twins.RelativeDistance(truth)[^1]),
            Finite(twins.RelativeDistance(random)[^1]), Last(truth, StabilityNames.Disagreement), Last(random, StabilityNames.Disagreement),
        ];
    }

    private static Cell Mean(IReadOnlyList<TrialPlan> trials, Func<TrialPlan, double> value) => Finite(trials.Average(value));

    private static Cell Finite(double value) => double.IsFinite(value) ? value : (double?)null;
}
