using Occam.Experiments.Trials;
using Occam.Records;
using static Occam.Experiments.Landscapes.LandscapeNames;

namespace Occam.Experiments.Landscapes;

/// <summary>The tables of <see cref="LandscapeExperiment"/>.</summary>
internal static class LandscapeTables
{
    public static IReadOnlyList<ResultTable> All(LandscapeRecord record) => [DenseTrainings(record), Ends(record), PathShares(record), SharpestPlanes(record), ResidualTrainings(record), ResidualBarriers(record)];

    private static ResultTable DenseTrainings(LandscapeRecord record) => new(
        "dense", "The dense networks",
        ["training", "steps", "training loss", "test error", "‖θ‖", "rise, filter-normalized (nats)", "rise, common length (nats)"],
        [.. record.DenseSeries.Select(s => (Cell[])
        [
            s, record.Record[record.Record.Trial(s)].Steps[^1], Finite(record.Record[record.Record.Trial(s)].Last(MetricNames.TrainLoss)), Finite(record.TestError(s)),
            Finite(record.Norm(s)), Finite(record.Sharpness(s, Filter)), Finite(record.Sharpness(s, Plain)),
        ])]);

    private static ResultTable Ends(LandscapeRecord record) => new(
        "ends", "The line between small-batch and large-batch solutions: mean rise of the loss within 1/4 of each end, in nats",
        ["repetition", "small batch", "large batch", "small batch, weight decay", "large batch, weight decay"],
        [.. Enumerable.Range(0, record.Repetitions).Select(r => (Cell[])
        [
            r + 1, Finite(record.EndRise("", r, 0)), Finite(record.EndRise("", r, 1)), Finite(record.EndRise("-decay", r, 0)), Finite(record.EndRise("-decay", r, 1)),
        ])]);

    private static ResultTable PathShares(LandscapeRecord record) => new(
        "paths", "How much of a path's variance lies in a plane",
        ["training", "first component", "second component", "both", "both, walk of orthogonal steps", "random filter-normalized plane"],
        [.. Dense.Select(kind => Series(kind, 0)).Select(s => (Cell[])
        [
            s, record.Components(s, Shares)[0], record.Components(s, Shares)[1], record.PlaneShare(s), record.WalkShare(s), record.Components(s, RandomShare)[0],
        ])]);

    private static ResultTable SharpestPlanes(LandscapeRecord record) => new(
        "eigenvectors", "The two sharpest directions of a solution: rise of the loss where the quadratic model says 1 nat",
        ["training", "λ₁", "λ₂", "rise at −1 of the first", "at 1", "rise at −1 of the second", "at 1"],
        [.. Sharpest.Select(kind => Series(kind, 0)).Select(s => (Cell[])[s, .. record.Eigenvalues(s).Select(v => (Cell)v), .. record.EigenRises(s).Select(Finite)])]);

    private static ResultTable ResidualBarriers(LandscapeRecord record) => new(
        "barriers", "The line between the residual solutions of two repetitions: largest loss less that of the worse end, in nats",
        ["network", "statistics on the line between the two", "statistics re-estimated at every point"],
        [.. Residual.Select(kind => (Cell[])[kind, Finite(record.Barrier(kind, Loss)), Finite(record.Barrier(kind, Reestimated))])]);

    private static ResultTable ResidualTrainings(LandscapeRecord record) => new(
        "residual", "The residual networks",
        ["training", "training loss", "test error", "non-convexity", "rise, frozen statistics (nats)", "rise, re-estimated statistics (nats)", "λ_max", "± residual", "λ_min", "± residual", "|λ_min / λ_max|"],
        [.. Enumerable.Range(0, record.ResidualRepetitions).SelectMany(r => Residual.Select(kind => Series(kind, r))).Select(s => ResidualTraining(record, s))]);

    private static Cell[] ResidualTraining(LandscapeRecord record, string series)
    {
        double[] extremes = record.Record.Result(Curvature(series), Extremes);
        return
        [
            series, Finite(record.Record[record.Record.Trial(series)].Last(MetricNames.TrainLoss)), Finite(record.TestError(series)), Finite(record.NonConvexity(series)),
            Finite(record.Sharpness(series, Filter)), Finite(record.Sharpness(series, Reestimated)), extremes[0], extremes[1], extremes[2], extremes[3], record.CurvatureRatio(series),
        ];
    }

    private static Cell Finite(double value) => double.IsFinite(value) ? value : (double?)null;
}
