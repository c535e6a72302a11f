using Occam.Experiments.Trials;
using Occam.Records;

namespace Occam.Experiments.Stability;

/// <summary>The tables of <see cref="StabilityExperiment"/>.</summary>
internal static class StabilityTables
{
    public static IReadOnlyList<ResultTable> All(TwinRecord twins) => [Ends(twins), Terms(twins)];

    private static ResultTable Ends(TwinRecord twins) => new(
        "twins", "The twins at their end",
        ["training", "training accuracy", "test accuracy", "training loss", "test loss − training loss", "instability on the replaced example (nats)", "δ", "δ / ‖θ − θ₀‖", "answers that differ on the test set", "mean |Δℓ| on the test set"],
        [.. twins.Record.Trials.Select(t => End(twins, t))]);

    private static IReadOnlyList<Cell> End(TwinRecord twins, TrialPlan trial)
    {
        Cell At(string metric) => Finite(twins.Record[trial].Last(metric));
        return
        [
            trial.Series, At(MetricNames.TrainAccuracy), At(MetricNames.TestAccuracy), At(MetricNames.TrainLoss), Finite(twins.Gap(trial)[^1]), At(StabilityNames.Instability),
            At(StabilityNames.TwinDistance), Finite(twins.RelativeDistance(trial)[^1]), At(StabilityNames.Disagreement), At(StabilityNames.TestLossChange),
        ];
    }

    private static ResultTable Terms(TwinRecord twins) => new(
        "bound", "What the bound is made of",
        ["training", "L: largest gradient norm seen", "β: largest smoothness seen", "m-coherence, mean over the steps", "mean √(2(1 − α)), at most 1.41421", "log10 of the bound", "log10 of the bound without growth (β = 0)", "log10 of the gap", "log10 of the recursion's δ", "log10 of the measured δ"],
        [.. twins.Record.Trials.Select(t => Term(twins, t))]);

    private static IReadOnlyList<Cell> Term(TwinRecord twins, TrialPlan trial)
    {
        StabilityBound bound = twins.Bound(trial);
        return
        [
            trial.Series, Finite(bound.Lipschitz), Finite(bound.Smoothness), Finite(bound.MeanCoherence), Finite(bound.CoherenceFactor), Finite(bound.Gap[^1]), Finite(bound.GapWithoutGrowth),
            Finite(LogRecursion.Log10(Math.Abs(twins.Gap(trial)[^1]))), Finite(bound.Distance[^1]), Finite(LogRecursion.Log10(twins.Record[trial].Last(StabilityNames.TwinDistance))),
        ];
    }

    private static Cell Finite(double value) => double.IsFinite(value) ? value : (double?)null;
}
