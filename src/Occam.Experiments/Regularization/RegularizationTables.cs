using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records;

namespace Occam.Experiments.Regularization;

/// <summary>The grid, one row a training, as the paper's first table has it.</summary>
internal static class RegularizationTables
{
    public static ResultTable Grid(RunRecord record) => new(
        "grid", "Networks and regularizers at the end of training",
        ["network", "parameters", "labels", "regularizers", "training accuracy", "test accuracy", "best test accuracy", "at step", "steps", "training loss"],
        [.. RegularizationGrid.All(record).SelectMany(grid => grid.OnTrue.Concat(grid.OnRandom).Select(trial => Row(record, grid, trial)))]);

    private static IReadOnlyList<Cell> Row(RunRecord record, RegularizationGrid grid, TrialPlan trial)
    {
        Curve curve = record[trial];
        double[] test = curve.Values(MetricNames.TestAccuracy);
        double best = test.Max();
        bool tested = trial.Test is not null && double.IsFinite(best);
        return
        [
            grid.Network, (double)record.Laboratory.Build(trial).ParameterCount, trial.EffectiveNoise > 0 ? Corruptions.RandomSeries : Corruptions.TrueSeries, grid.Of(trial).ToString(),
            curve.Last(MetricNames.TrainAccuracy), Where(tested, test[^1]), Where(tested, best), Where(tested, curve.Steps[Math.Max(0, Array.IndexOf(test, best))]), curve.Steps[^1], curve.Last(MetricNames.TrainLoss),
        ];
    }

    private static double? Where(bool known, double value) => known ? value : null;
}
