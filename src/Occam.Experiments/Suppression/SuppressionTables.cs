using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records;
using static Occam.Experiments.Judging.FiniteNumbers;

namespace Occam.Experiments.Suppression;

/// <summary>One row a training, by noise and rule.</summary>
internal static class SuppressionTables
{
    public static ResultTable Summary(RunRecord record) => new(
        "rules", "Every rule at the end of its training",
        ["rule", "effective noise", "training accuracy", "proper accuracy", "on unchanged labels", "on changed labels", "test accuracy", "overfit", "± error", "training loss"],
        [.. record.Trials.Select(trial => Row(record, trial))]);

    private static IReadOnlyList<Cell> Row(RunRecord record, TrialPlan trial)
    {
        Curve curve = record[trial];
        (double Value, double Error)? overfit = Overfit.Of(record, trial);
        return
        [
            SuppressionNames.Rule(trial), trial.EffectiveNoise, curve.Last(MetricNames.TrainAccuracy), Overfit.ProperAccuracy(record, trial),
            Finite(curve.Last(SuppressionNames.PristineAccuracy)), Finite(curve.Last(SuppressionNames.CorruptAccuracy)), Finite(curve.Last(MetricNames.TestAccuracy)),
            overfit?.Value, overfit?.Error, curve.Last(MetricNames.TrainLoss),
        ];
    }
}
