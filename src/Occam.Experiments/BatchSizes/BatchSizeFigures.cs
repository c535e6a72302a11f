using System.Globalization;
using Occam.Experiments.Judging;
using Occam.Records.Figures;

namespace Occam.Experiments.BatchSizes;

/// <summary>The figures of <see cref="BatchSizeExperiment"/>.</summary>
internal static class BatchSizeFigures
{
    private static readonly Axis BatchAxis = new("batch size B (examples)", AxisScale.Logarithmic);

    /// <summary>Logarithmic, or the batch sizes that do not train at all would hide the valley.</summary>
    private static readonly Axis ErrorAxis = new("test error", AxisScale.Logarithmic);

    public static IReadOnlyList<Figure> All(RunRecord record)
    {
        BatchGrid grid = BatchGrid.Of(record);
        return
        [
            .. Enum.GetValues<BatchSweepKind>().Where(kind => kind == BatchSweepKind.Rate || grid.Values(kind).Length > 1).Select(kind => Error(record, grid, kind)),
            .. Enum.GetValues<BatchSweepKind>().Where(kind => Inner(record, grid, kind).Length > 1).Select(kind => Best(record, grid, kind)),
            Strength(record, grid), Curves(record, grid), Noise(record, grid),
        ];
    }

    private static LineFigure Error(RunRecord record, BatchGrid grid, BatchSweepKind kind) => new(
        $"error-{Id(kind)}", $"Test error against batch size, {Title(kind)} varied",
        "At the end of the training, mean over repetitions; bands from the lowest to the highest, a training that diverged counted as chance. A best batch size shows as a valley inside; a curve that only rises or falls contradicts it.",
        BatchAxis, ErrorAxis,
        [.. BatchSlope.Results(record, grid, kind).Select(results => Line(record, grid, results, $"{Symbol(kind)} = {Number(Value(kind, results.Point))}"))]);

    private static LineSeries Line(RunRecord record, BatchGrid grid, BatchResults results, string name)
    {
        double chance = 1.0 / record.Laboratory.Data.ClassCount;
        double[][] ends = [.. results.Batches.Select(b => BatchResults.Repetitions(grid, results.Point, b).Select(p => record.Result(p.Name, BatchTraining.TestAccuracy)[^1]).Select(a => double.IsFinite(a) ? a : chance).ToArray())];
        return new LineSeries(name, [.. results.Batches.Select(b => (double)b)], [.. results.Means.Select(mean => 1 - mean)])
        {
            Low = [.. ends.Select(e => 1 - e.Max())],
            High = [.. ends.Select(e => 1 - e.Min())],
        };
    }

    /// <summary>The values at which the best batch size lies between the ends of what was tried.</summary>
    private static BatchResults[] Inner(RunRecord record, BatchGrid grid, BatchSweepKind kind) => [.. BatchSlope.Results(record, grid, kind).Where(r => r.IsInner)];

    private static LineFigure Best(RunRecord record, BatchGrid grid, BatchSweepKind kind)
    {
        BatchResults[] inner = Inner(record, grid, kind);
        double[] x = [.. inner.Select(r => BatchSlope.Varied(kind)(r.Point))], y = [.. inner.Select(r => (double)r.Batches[r.Best])];
        LineSeries[] series =
        [
            new LineSeries("best batch size", x, y)
            {
                Low = [.. inner.Select(r => (double)(r.Range?.Low ?? r.Batches[0]))],
                High = [.. inner.Select(r => (double)(r.Range?.High ?? r.Batches[^1]))],
            },
            new LineSeries("proportional", x, [.. x.Select(v => y[0] * v / x[0])]) { Color = PaletteColor.Grey },
        ];
        return new LineFigure(
            $"best-{Id(kind)}", $"Best batch size against {Title(kind)}",
            "Where it lies between the ends of what was tried. The band spans the batch sizes that may be the best; the grey line is proportionality through the first point.",
            new Axis(kind == BatchSweepKind.Momentum ? "1/(1 − m)" : Title(kind), AxisScale.Logarithmic), BatchAxis, series);
    }

    /// <summary>If only the strength of the noise counts, all curves are one.</summary>
    private static LineFigure Strength(RunRecord record, BatchGrid grid) => new(
        "strength", "Test error against the strength of the noise",
        "g = ε(N/B − 1)/(1 − m); whole batches, with g = 0, are left out. If the strength alone decided, the valleys would lie at one g.",
        new Axis("sgd_noise_scale g", AxisScale.Logarithmic), ErrorAxis,
        [
            .. Enum.GetValues<BatchSweepKind>().SelectMany(kind => BatchSlope.Results(record, grid, kind).Select(r => (kind, r)))
                .Where(p => p.kind == BatchSweepKind.Rate || p.r.Point != grid.Base)
                .Select(p => Against(p.r, $"{Symbol(p.kind)} = {Number(Value(p.kind, p.r.Point))}")),
        ]);

    private static LineSeries Against(BatchResults results, string name)
    {
        int[] noisy = [.. Enumerable.Range(0, results.Batches.Length).Where(b => results.Batches[b] < results.Point.Examples)];
        return new LineSeries(name, [.. noisy.Select(b => (results.Point with { Batch = results.Batches[b] }).SgdNoiseScale)], [.. noisy.Select(b => 1 - results.Means[b])]);
    }

    private static LineFigure Curves(RunRecord record, BatchGrid grid) => new(
        "learning-curves", "Test accuracy along the training, base setting",
        "First repetition, one line a batch size. Small batches may be slower at first and better at the end.", new Axis("steps"), new Axis("test accuracy"),
        Along(record, grid, BatchTraining.TestAccuracy));

    private static LineFigure Noise(RunRecord record, BatchGrid grid) => new(
        "noise-scale", "Gradient noise scale along the training, base setting",
        "First repetition: the batch size at which the noise of a batch's gradient equals the mean gradient, on the measured training examples. Gaps: the mean gradient was not longer than its error.",
        new Axis("steps"), new Axis("gradient noise scale (examples)", AxisScale.Logarithmic), Along(record, grid, BatchTraining.NoiseScale))
    { References = [new ReferenceLine(ReferenceDirection.Horizontal, grid.Advised, "your batch")] };

    private static LineSeries[] Along(RunRecord record, BatchGrid grid, string result) =>
        [.. grid.Feasible(grid.Base).Select(b => grid.Base with { Batch = b }).Select(p => new LineSeries($"B = {p.Batch}", record.Result(p.Name, BatchTraining.Steps), record.Result(p.Name, result)))];

    private static double Value(BatchSweepKind kind, BatchPoint point) => kind switch
    {
        BatchSweepKind.Rate => point.Rate,
        BatchSweepKind.Examples => point.Examples,
        _ => point.Momentum,
    };

    private static string Id(BatchSweepKind kind) => kind switch { BatchSweepKind.Rate => "rate", BatchSweepKind.Examples => "examples", _ => "momentum" };

    private static string Symbol(BatchSweepKind kind) => kind switch { BatchSweepKind.Rate => "ε", BatchSweepKind.Examples => "N", _ => "m" };

    private static string Title(BatchSweepKind kind) => kind switch { BatchSweepKind.Rate => "learning rate", BatchSweepKind.Examples => "training examples", _ => "momentum" };

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
