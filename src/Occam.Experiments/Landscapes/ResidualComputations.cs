using Occam.Data.Datasets;
using Occam.Experiments.Computing;
using Occam.Measures.Curvature;
using Occam.Measures.Landscape;
using Occam.Networks.Curvature;
using Occam.Numerics.Operators;
using Occam.Numerics.Random;
using static Occam.Experiments.Landscapes.LandscapeNames;

namespace Occam.Experiments.Landscapes;

/// <summary>What <see cref="LandscapeExperiment"/> computes about the residual networks: they have batch normalizations, so each picture says which statistics it is of.</summary>
internal static class ResidualComputations
{
    /// <summary>The smallest eigenvalue is a hundredth of the largest or less, so the residual of either has to be far smaller than the largest.</summary>
    private const double CurvatureTolerance = 2e-4;

    private const int CurvatureSteps = 200;

    /// <summary>Filter-normalized lines through a solution: with the statistics of the solution, and with statistics re-estimated at every point.</summary>
    public static Computation ThroughSolution(string series, Dataset data, Seed place, int lines, int points) =>
        new(Lines(series), [Positions, Filter, Reestimated], site =>
        {
            Surfaces surfaces = new(site, series, data, place);
            double[] positions = (LandscapeAxis.Line with { Points = points }).Positions(), frozen = [], again = [];
            for (int line = 0; line < lines; line++)
            {
                SurfaceDirection<float> direction = surfaces.Filter(surfaces.Theta, line);
                frozen = [.. frozen, .. surfaces.Around().Line(positions, direction, cancellation: site.Cancellation).Select(v => v.Loss)];
                again = [.. again, .. surfaces.Around(PointStatistics.Reestimated).Line(positions, direction, cancellation: site.Cancellation).Select(v => v.Loss)];
                site.Report(line + 1, lines);
            }

            return [new(Positions, positions), new(Filter, frozen), new(Reestimated, again)];
        });

    /// <summary>The straight line from one solution, at 0, to another of the same network, at 1: with statistics on the line between those of the two, and re-estimated.</summary>
    public static Computation BetweenSolutions(string name, string from, string to, Dataset data, int points) =>
        new(name, [Positions, Loss, Reestimated], site =>
        {
            Surfaces surfaces = new(site, from, data, default);
            double[] positions = new LandscapeAxis(0, 1, points).Positions();
            SurfaceDirection<float> direction = new(Directions.Between<float>(surfaces.Theta, site.Theta(to)), Directions.Between<float>(site.State(from), site.State(to)));
            SurfaceValue[] moved = surfaces.Around().Line(positions, direction, cancellation: site.Cancellation);
            SurfaceValue[] again = surfaces.Around(PointStatistics.Reestimated).Line(positions, direction, cancellation: site.Cancellation);
            site.Report(1, 1);
            return [new(Positions, positions), new(Loss, [.. moved.Select(v => v.Loss)]), new(Reestimated, [.. again.Select(v => v.Loss)])];
        });

    /// <summary>The largest and the smallest eigenvalue of the Hessian at the solution, with their residuals.</summary>
    public static Computation ExtremeCurvature(string series, Dataset data, Seed place) =>
        new(Curvature(series), [Extremes], site =>
        {
            NetworkPoint<float> point = new(site.Passes(series), site.Laboratory.Loss, new DatasetExamples<float>(data), site.Theta(series), site.State(series));
            LanczosSettings settings = new() { Largest = 1, Smallest = 1, Tolerance = CurvatureTolerance, MaximumSteps = CurvatureSteps };
            IterationControl control = new(done => site.Report(done, CurvatureSteps), site.Cancellation);
            LanczosResult found = Lanczos.Solve(site.Workers, new Hessian<float>(point), place.Derive("curvature"), settings, control);
            return [new(Extremes, [found.Largest[0].Value, found.Largest[0].Residual, found.Smallest[0].Value, found.Smallest[0].Residual, found.Products])];
        });
}
