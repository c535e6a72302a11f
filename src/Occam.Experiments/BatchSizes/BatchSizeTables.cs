using System.Globalization;
using Occam.Experiments.Judging;
using Occam.Records;
using static Occam.Experiments.Judging.FiniteNumbers;

namespace Occam.Experiments.BatchSizes;

/// <summary>The tables of <see cref="BatchSizeExperiment"/>.</summary>
internal static class BatchSizeTables
{
    public static IReadOnlyList<ResultTable> All(RunRecord record)
    {
        BatchGrid grid = BatchGrid.Of(record);
        return [Best(record, grid), Trainings(record, grid), Advice(record, grid)];
    }

    private static ResultTable Best(RunRecord record, BatchGrid grid) => new(
        "best-batches", "The best batch size, and the strength of the noise there",
        ["varied", "ε", "m", "N", "best B", "from", "to", "test accuracy", "sgd_noise_scale g", "gradient noise scale when last measured (examples)", "diverged"],
        [
            .. Enum.GetValues<BatchSweepKind>().Where(kind => kind == BatchSweepKind.Rate || grid.Values(kind).Length > 1)
                .SelectMany(kind => BatchSlope.Results(record, grid, kind).Select(results => Row(record, grid, kind, results))),
        ]);

    private static IReadOnlyList<Cell> Row(RunRecord record, BatchGrid grid, BatchSweepKind kind, BatchResults results)
    {
        BatchPoint best = results.Point with { Batch = results.Batches[results.Best] };
        return
        [
            kind switch { BatchSweepKind.Rate => "ε", BatchSweepKind.Examples => "N", _ => "m" }, best.Rate, best.Momentum, best.Examples, best.Batch,
            results.Range?.Low, results.Range?.High, results.Means[results.Best], best.SgdNoiseScale, Finite(NoiseGrowth.Last(record, grid, best)), results.Diverged.Sum(),
        ];
    }

    private static ResultTable Trainings(RunRecord record, BatchGrid grid) => new(
        "trainings", "The trainings at their end, means over repetitions",
        ["ε", "m", "N", "B", "test accuracy", "test cross-entropy (nats)", "training accuracy", "sgd_noise_scale g", "gradient noise scale when last measured (examples)"],
        [.. grid.Points.Where(p => p.Repetition == 1).Select(p => (IReadOnlyList<Cell>)
        [
            p.Rate, p.Momentum, p.Examples, p.Batch, Mean(record, grid, p, BatchTraining.TestAccuracy), Mean(record, grid, p, BatchTraining.TestLoss),
            Mean(record, grid, p, BatchTraining.TrainAccuracy), p.SgdNoiseScale, Finite(NoiseGrowth.Last(record, grid, p)),
        ])]);

    private static ResultTable Advice(RunRecord record, BatchGrid grid)
    {
        double noise = NoiseGrowth.Last(record, grid, grid.Base);
        BatchResults results = BatchResults.Of(record, grid, grid.Base);
        return new ResultTable(
            "your-batch", "A batch size of your own beside what was measured in this run",
            ["your batch", "gradient noise scale when last measured (examples)", "best batch in this run", "in words"],
            [[grid.Advised, Finite(noise), results.Batches[results.Best], Words(grid.Advised, noise)]]);
    }

    /// <summary>What a batch size means at that noise scale, in words.</summary>
    internal static string Words(int batch, double noise)
    {
        if (!(noise > 0)) return "The noise scale could not be measured: the mean gradient is not longer than its error.";
        double ratio = noise / batch;
        string factor = (ratio < 1 ? 1 / ratio : ratio).ToString("0.#", CultureInfo.InvariantCulture);
        return ratio switch
        {
            > 2 => $"Your batch is {factor}× below the noise scale: a larger one gives nearly proportionally better gradients, so fewer steps for the same examples.",
            < 0.5 => $"Your batch is {factor}× above the noise scale: most of its examples repeat what the others say, and a smaller one costs few more steps.",
            _ => "Your batch is within a factor of two of the noise scale.",
        };
    }

    private static Cell Mean(RunRecord record, BatchGrid grid, BatchPoint point, string result) =>
        Finite(BatchResults.Repetitions(grid, point, point.Batch).Average(p => record.Result(p.Name, result)[^1]));
}
