using Occam.Data.Datasets;
using Occam.Experiments.Computing;
using Occam.Experiments.Watching;
using Occam.Measures.Landscape;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;
using static Occam.Experiments.Landscapes.LandscapeNames;

namespace Occam.Experiments.Landscapes;

/// <summary>What <see cref="LandscapeExperiment"/> computes after its trainings. A row of a plane is a computation, so an interrupted plane goes on.</summary>
internal static class LandscapeComputations
{
    /// <summary>How far an interpolation goes beyond its ends, as in the source's program.</summary>
    public const double Beyond = 0.5;

    /// <summary>T_α is made with this: a power of two.</summary>
    public const float Alpha = 32;

    /// <summary>Room around a path in its plane, as a fraction of its extent.</summary>
    private const double Margin = 0.25;

    /// <summary>Lines through a dense solution: normalized by filter, and at the scale of the initial weights.</summary>
    public static Computation DenseLines(string series, Dataset data, Seed place, Seed initial, int lines, int points) =>
        new(Lines(series), [Positions, Filter, Plain, Norm], site =>
        {
            Surfaces surfaces = new(site, series, data, place);
            double[] positions = (LandscapeAxis.Line with { Points = points }).Positions(), filter = [], plain = [];
            LossSurface<float> surface = surfaces.Around();
            for (int line = 0; line < lines; line++)
            {
                filter = [.. filter, .. Losses(surface.Line(positions, surfaces.Filter(surfaces.Theta, line), cancellation: site.Cancellation))];
                plain = [.. plain, .. Losses(surface.Line(positions, surfaces.Plain(line, initial), cancellation: site.Cancellation))];
                site.Report(line + 1, lines);
            }

            return [new(Positions, positions), new(Filter, filter), new(Plain, plain), new(Norm, [Math.Sqrt(Reductions.SumOfSquares<float>(surfaces.Theta))])];
        });

    /// <summary>The straight line from one solution, at 0, to another, at 1.</summary>
    public static Computation Interpolation(string name, string from, string to, Dataset data, int points) =>
        new(name, [Positions, Loss, Accuracy], site =>
        {
            Surfaces surfaces = new(site, from, data, default);
            double[] positions = new LandscapeAxis(-Beyond, 1 + Beyond, (2 * points) - 1).Positions();
            SurfaceDirection<float> direction = new(Directions.Between<float>(surfaces.Theta, site.Theta(to)));
            SurfaceValue[] values = surfaces.Around().Line(positions, direction, cancellation: site.Cancellation);
            return [new(Positions, positions), new(Loss, Losses(values)), new(Accuracy, Accuracies(values))];
        });

    /// <summary>A row of the plane of two filter-normalized directions.</summary>
    public static Computation PlaneRow(string series, Dataset data, Seed place, int grid, int row) =>
        new(Row("plane", series, row), [Loss, Accuracy], site =>
        {
            Surfaces surfaces = new(site, series, data, place);
            double[] positions = (LandscapeAxis.Line with { Points = grid }).Positions();
            (SurfaceDirection<float> along, SurfaceDirection<float> beside) = (surfaces.Filter(surfaces.Theta, 0), surfaces.Filter(surfaces.Theta, 1));
            SurfaceValue[] values = surfaces.Around().Line(positions, along, positions[row], beside, site.Cancellation);
            site.Report(row + 1, grid);
            return [new(Loss, Losses(values)), new(Accuracy, Accuracies(values))];
        });

    /// <summary>The principal components of a training's path, its course in their plane, and what random planes and walks would show.</summary>
    public static Computation PathComponents(string series, Dataset data, Seed place) =>
        new(Components(series), [Steps, Shares, First, Second, Course, RandomShare, WalkShares], site =>
        {
            Surfaces surfaces = new(site, series, data, place);
            double[] steps = site.Result(series, SnapshotWatch.Steps), stored = site.Result(series, SnapshotWatch.Parameters), end = [.. surfaces.Theta.Select(t => (double)t)];
            List<double[]> path = [.. Enumerable.Range(0, steps.Length).Select(s => stored[(s * end.Length)..((s + 1) * end.Length)])];
            if (!path[^1].AsSpan().SequenceEqual(end)) path.Add(end);
            TrajectoryComponents components = TrajectoryComponents.Of(site.Workers, path, 2);
            double[] x = Along(path, end, components.Components[0]), y = Along(path, end, components.Components[1]);
            double[] lengths = [.. path.Zip(path.Skip(1), (a, b) => Math.Sqrt(a.Zip(b, (p, q) => (q - p) * (q - p)).Sum()))];
            double random = components.ShareWithin(Widened(surfaces.Filter(surfaces.Theta, 0)), Widened(surfaces.Filter(surfaces.Theta, 1)));
            return
            [
                new(Steps, steps), new(Shares, components.Shares), new(First, components.Components[0]), new(Second, components.Components[1]),
                new(Course, [.. x, .. y]), new(RandomShare, [random]), new(WalkShares, TrajectoryComponents.OfOrthogonalSteps(site.Workers, lengths)),
            ];
        });

    /// <summary>A row of the plane in which a training's path lies best.</summary>
    public static Computation PathRow(string series, Dataset data, int grid, int row) =>
        new(Row("path", series, row), [Loss, Accuracy], site =>
        {
            Surfaces surfaces = new(site, series, data, default);
            (double[] columns, double[] rows) = PathAxes(site.Result(Components(series), Course), grid);
            SurfaceDirection<float> first = Narrowed(site.Result(Components(series), First)), second = Narrowed(site.Result(Components(series), Second));
            SurfaceValue[] values = surfaces.Around().Line(columns, first, rows[row], second, site.Cancellation);
            site.Report(row + 1, grid);
            return [new(Loss, Losses(values)), new(Accuracy, Accuracies(values))];
        });

    /// <summary>The picture of a solution and that of the same function after T_α, along the same draws.</summary>
    public static Computation RescaledLines(string series, Dataset data, Seed place, Seed initial, int lines, int points) =>
        new(Rescaled(series), [Differences, Rises], site =>
        {
            Surfaces surfaces = new(site, series, data, place);
            float[] scaled = Rescaling.Apply(surfaces.Network, surfaces.Theta, Alpha);
            LossSurface<float> before = surfaces.Around(), after = surfaces.Around(scaled, site.State(series));
            double[] positions = (LandscapeAxis.Line with { Points = points }).Positions(), differences = [], rises = [];
            for (int line = 0; line < lines; line++)
            {
                double[] a = Losses(before.Line(positions, surfaces.Filter(surfaces.Theta, line))), b = Losses(after.Line(positions, surfaces.Filter(scaled, line), cancellation: site.Cancellation));
                differences = [.. differences, .. a.Zip(b, (p, q) => Math.Abs(p - q))];
                SurfaceDirection<float> plain = surfaces.Plain(line, initial);
                rises = [.. rises, Rise(positions, Losses(before.Line(positions, plain))), Rise(positions, Losses(after.Line(positions, plain, cancellation: site.Cancellation)))];
            }

            return [new(Differences, differences), new(Rises, rises)];
        });

    /// <summary>How sharp a minimum looks along a line through it.</summary>
    public static double Rise(double[] positions, ReadOnlySpan<double> losses) => LineShape.Rise(positions, losses, 0, 0.5);

    /// <summary>The positions of the plane around a path: columns along the first component, rows along the second; 0 is the solution.</summary>
    public static (double[] Columns, double[] Rows) PathAxes(double[] path, int grid)
    {
        int count = path.Length / 2;
        return (Axis(path.AsSpan(0, count), grid), Axis(path.AsSpan(count), grid));
    }

    private static double[] Axis(ReadOnlySpan<double> course, int grid)
    {
        (double low, double high) = (0, 0);
        foreach (double at in course) (low, high) = (Math.Min(low, at), Math.Max(high, at));
        double margin = Math.Max(Margin * (high - low), 1e-3);
        return new LandscapeAxis(low - margin, high + margin, grid).Positions();
    }

    private static double[] Along(List<double[]> path, double[] end, double[] component) =>
        [.. path.Select(at => Reductions.Dot<double>(at, component) - Reductions.Dot<double>(end, component))];

    private static double[] Widened(SurfaceDirection<float> direction) => [.. direction.Parameters.Select(p => (double)p)];

    private static SurfaceDirection<float> Narrowed(double[] direction) => new([.. direction.Select(p => (float)p)]);

    private static double[] Losses(SurfaceValue[] values) => [.. values.Select(v => v.Loss)];

    private static double[] Accuracies(SurfaceValue[] values) => [.. values.Select(v => v.Accuracy)];
}
