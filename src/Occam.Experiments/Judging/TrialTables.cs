using Occam.Experiments.Trials;
using Occam.Records;
using static Occam.Experiments.Judging.FiniteNumbers;

namespace Occam.Experiments.Judging;

/// <summary>Tables over the trainings of a run.</summary>
internal static class TrialTables
{
    /// <summary>One row a training, at its last observation.</summary>
    public static ResultTable Summary(RunRecord record) => new(
        "trainings", "The trainings at their end",
        ["labels", "effective noise", "steps", "steps to fit", "training accuracy", "test accuracy", "training loss", "m-coherence", "± error"],
        [.. record.Trials.Select(trial => Row(record, trial))]);

    private static IReadOnlyList<Cell> Row(RunRecord record, TrialPlan trial)
    {
        Curve curve = record[trial];
        double? fitted = curve.FirstCrossing(MetricNames.TrainAccuracy, record.Laboratory.FitAccuracy, 0) is { } crossing ? Math.Round(crossing.Of(curve.Steps)) : null;
        return
        [
            trial.Series, trial.EffectiveNoise, curve.Steps[^1], fitted, curve.Last(MetricNames.TrainAccuracy), Finite(curve.Last(MetricNames.TestAccuracy)),
            curve.Last(MetricNames.TrainLoss), Finite(curve.Last(MetricNames.MCoherence)), Finite(curve.Last(MetricNames.MCoherenceError)),
        ];
    }
}
