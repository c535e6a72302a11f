using Occam.Measures.Landscape;
using Occam.Numerics.Simd;
using Occam.Records.Figures;
using static Occam.Experiments.Landscapes.LandscapeNames;

namespace Occam.Experiments.Landscapes;

/// <summary>The figures of <see cref="LandscapeExperiment"/>.</summary>
internal static class LandscapeFigures
{
    private const double Smallest = 1e-12;
    private const string FilterAxis = "in units of the filters' norms";

    public static IReadOnlyList<Figure> All(LandscapeRecord record) =>
    [
        Interpolations(record), Lines(record, Filter, "lines-filter", "Random lines, filter-normalized", "Each filter of a direction is as long as the network's. If the picture followed generalization, the order of the curves would be that of the test errors."),
        Lines(record, Plain, "lines-plain", "Random lines of one length", "The same draws, as long as the initial weights in every training: networks with small weights look sharp."),
        Errors(record), ResidualLines(record, Filter), ResidualLines(record, Reestimated), ResidualBetween(record),
        .. Dense.Select(kind => Contours(record, Series(kind, 0))), .. Dense.Select(kind => PathContours(record, Series(kind, 0))), .. Sharpest.Select(kind => EigenContours(record, Series(kind, 0))),
        .. Residual.Select(kind => Surface(record, Series(kind, 0))), .. Residual.Select(kind => Contours(record, Series(kind, 0))),
    ];

    private static LineFigure Interpolations(LandscapeRecord record) => new(
        "between", "From the small-batch solution (0) to the large-batch one (1)",
        "Mean training loss along the straight line, a geometric mean over repetitions; bands reach from the smallest to the largest. Which end looks sharper depends on the norms of the weights: the picture is not a measure of generalization.",
        new Axis("position"), new Axis("training loss (nats)", AxisScale.Logarithmic),
        [
            Band("without weight decay", record.Record.Result(Between("", 0), Positions), [.. Enumerable.Range(0, record.Repetitions).Select(r => record.Record.Result(Between("", r), Loss))]),
            Band("with weight decay", record.Record.Result(Between("-decay", 0), Positions), [.. Enumerable.Range(0, record.Repetitions).Select(r => record.Record.Result(Between("-decay", r), Loss))]),
        ]);

    private static LineFigure Lines(LandscapeRecord record, string directions, string id, string title, string caption) => new(
        id, title, $"Mean training loss, a geometric mean over repetitions and directions; bands reach from the smallest to the largest. {caption}",
        new Axis(directions == Filter ? FilterAxis : "in units of the initial weights' norm"), new Axis("training loss (nats)", AxisScale.Logarithmic),
        [.. Dense.Select(kind => Band(kind, record.Positions(Series(kind, 0)), [.. Enumerable.Range(0, record.Repetitions).SelectMany(r => record.Losses(Series(kind, r), directions))]))]);

    private static LineFigure ResidualLines(LandscapeRecord record, string statistics) => new(
        statistics == Filter ? "lines-residual" : "lines-residual-reestimated",
        $"Random lines through residual networks, filter-normalized, {(statistics == Filter ? "frozen" : "re-estimated")} statistics",
        "Mean training loss on the residual networks' own images, a geometric mean over repetitions and directions; bands reach from the smallest to the largest. Without shortcuts the claim expects bumps away from the middle. "
        + (statistics == Filter ? "Batch normalizations keep the statistics of the solution." : "Batch normalizations take the statistics of the same images at every point: that undoes what only rescales a layer."),
        new Axis(FilterAxis), new Axis("training loss (nats)", AxisScale.Logarithmic),
        [.. Residual.Select(kind => Band(NameOf(kind), record.Positions(Series(kind, 0)), [.. Enumerable.Range(0, record.ResidualRepetitions).SelectMany(r => record.Losses(Series(kind, r), statistics))]))]);

    private static LineFigure ResidualBetween(LandscapeRecord record) => new(
        "between-residual", "From the residual solution of one repetition (0) to that of another (1)",
        "Mean training loss along the straight line. Statistics of batch normalizations lie on the line between those of the two solutions, or are re-estimated at every point: what vanishes with that was no barrier between the weights.",
        new Axis("position"), new Axis("training loss (nats)", AxisScale.Logarithmic),
        [
            .. Residual.SelectMany(kind => new[] { (Loss, "statistics between"), (Reestimated, "re-estimated") }.Select(s => new LineSeries(
                $"{NameOf(kind)}, {s.Item2}", record.Record.Result(BetweenResidual(kind), Positions), [.. record.Record.Result(BetweenResidual(kind), s.Item1).Select(v => Math.Max(v, Smallest))]))),
        ]);

    private static HeatMapFigure EigenContours(LandscapeRecord record, string series)
    {
        double[][] losses = record.Plane(EigenvectorPlane.Name, series, record.Side(EigenvectorPlane.Name, series));
        double[] positions = (LandscapeAxis.Line with { Points = losses.Length }).Positions();
        return new HeatMapFigure(
            $"eigen-{series}", $"The plane of the two sharpest directions, {series}",
            "log10 of the mean training loss. Each eigenvector of the Hessian is as long as √(2/λ), so at −1 and 1 the quadratic model is 1 nat above the middle: ellipses would be circles.",
            new Axis("first eigenvector"), new Axis("second eigenvector"), "log10 loss", positions, positions, Logarithms(losses))
        { Contours = true };
    }

    private static string NameOf(string kind) => kind == Skip ? "with shortcuts" : "without shortcuts";

    private static LineFigure Errors(LandscapeRecord record) => new(
        "sharpness-error", "Sharpness and test error",
        "A point is a training. If filter-normalized sharpness followed generalization, the points would rise from left to right.",
        new Axis("mean rise along filter-normalized lines (nats)", AxisScale.Logarithmic), new Axis("test error"),
        [.. Dense.Select(kind => new LineSeries(
            kind, [.. Enumerable.Range(0, record.Repetitions).Select(r => record.Sharpness(Series(kind, r), Filter))], [.. Enumerable.Range(0, record.Repetitions).Select(r => record.TestError(Series(kind, r)))])
        { Style = LineStyle.Points })]);

    private static HeatMapFigure Contours(LandscapeRecord record, string series)
    {
        (double[] positions, double[][] losses) = Square(record, series);
        return new HeatMapFigure(
            $"plane-{series}", $"The plane of two filter-normalized directions, {series}",
            "log10 of the mean training loss; the solution is at 0, 0. One random plane of very many: what it does not show may still be there.",
            new Axis(FilterAxis), new Axis(FilterAxis), "log10 loss", positions, positions, Logarithms(losses))
        { Contours = true };
    }

    private static SurfaceFigure Surface(LandscapeRecord record, string series)
    {
        (double[] positions, double[][] losses) = Square(record, series);
        return new SurfaceFigure(
            $"surface-{series}", $"The same plane as a surface, {series}", "The height is log10 of the mean training loss. Turn it with the mouse.",
            new Axis("first direction"), new Axis("second direction"), new Axis("log10 loss"), positions, positions, Logarithms(losses));
    }

    private static HeatMapFigure PathContours(LandscapeRecord record, string series)
    {
        int side = record.Side("path", series);
        double[] path = record.Components(series, Course);
        int count = path.Length / 2;
        (double[] columns, double[] rows) = LandscapeComputations.PathAxes(path, side);
        return new HeatMapFigure(
            $"path-{series}", $"The path in the plane of its principal components, {series}",
            FormattableString.Invariant($"log10 of the mean training loss. The plane carries {100 * record.PlaneShare(series):0.#} % of the path's variance; a walk of orthogonal steps of the same lengths would show {100 * record.WalkShare(series):0.#} %. Snapshots are projected onto the plane, so their own loss is not that of the colour beneath; the end is at 0, 0."),
            new Axis("first component"), new Axis("second component"), "log10 loss", columns, rows, Logarithms(record.Plane("path", series, side)))
        {
            Contours = true,
            Overlay = [new LineSeries("path", path[..count], path[count..]) { Style = LineStyle.LineAndPoints, Color = PaletteColor.Vermillion }],
        };
    }

    private static (double[] Positions, double[][] Losses) Square(LandscapeRecord record, string series)
    {
        int side = record.Side("plane", series);
        return ((LandscapeAxis.Line with { Points = side }).Positions(), record.Plane("plane", series, side));
    }

    private static double[][] Logarithms(double[][] losses) =>
        [.. losses.Select(row => row.Select(v => double.IsFinite(v) ? Elementary.Log(Math.Max(v, Smallest)) / Elementary.Log(10.0) : double.NaN).ToArray())];

    private static LineSeries Band(string name, double[] positions, IReadOnlyList<double[]> curves)
    {
        double[][] at = [.. Enumerable.Range(0, positions.Length).Select(i => curves.Select(c => Math.Max(c[i], Smallest)).ToArray())];
        return new LineSeries(name, positions, [.. at.Select(v => Elementary.Exp(v.Average(x => Elementary.Log(x))))])
        {
            Low = [.. at.Select(v => v.Min())],
            High = [.. at.Select(v => v.Max())],
        };
    }
}
