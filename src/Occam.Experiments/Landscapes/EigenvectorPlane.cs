using Occam.Data.Datasets;
using Occam.Experiments.Computing;
using Occam.Measures.Curvature;
using Occam.Measures.Landscape;
using Occam.Networks.Curvature;
using Occam.Numerics.Random;
using static Occam.Experiments.Landscapes.LandscapeNames;

namespace Occam.Experiments.Landscapes;

/// <summary>
/// The plane of the two sharpest directions of a solution. Each eigenvector is as long as √(2/λ): the quadratic model of the loss rises by 1 nat at −1 and at 1
/// of either axis, whatever the scale of the weights, so the picture shows how far the Hessian is to be believed.
/// </summary>
internal static class EigenvectorPlane
{
    /// <summary>The name of the planes.</summary>
    public const string Name = "eigen";

    /// <summary>The two eigenvectors, scaled, with their eigenvalues.</summary>
    public static Computation Vectors(string series, Dataset data, Seed place) =>
        new(Eigenvectors(series), [Values, First, Second], site =>
        {
            NetworkPoint<float> point = new(site.Passes(series), site.Laboratory.Loss, new DatasetExamples<float>(data, site.Cancellation), site.Theta(series), site.State(series));
            (double[] values, float[][] vectors, _) = Directions.Curvature(point, 2, place.Derive("eigenvectors"));
            site.Report(1, 1);
            return [new(Values, values), new(First, Scaled(vectors[0], values[0])), new(Second, Scaled(vectors[1], values[1]))];
        });

    /// <summary>A row of the plane.</summary>
    public static Computation PlaneRow(string series, Dataset data, int grid, int row) =>
        new(Row(Name, series, row), [Loss, Accuracy], site =>
        {
            Surfaces surfaces = new(site, series, data, default);
            double[] positions = (LandscapeAxis.Line with { Points = grid }).Positions();
            SurfaceDirection<float> first = Direction(site, series, First), second = Direction(site, series, Second);
            SurfaceValue[] values = surfaces.Around().Line(positions, first, positions[row], second, site.Cancellation);
            site.Report(row + 1, grid);
            return [new(Loss, [.. values.Select(v => v.Loss)]), new(Accuracy, [.. values.Select(v => v.Accuracy)])];
        });

    private static SurfaceDirection<float> Direction(ComputationSite site, string series, string which) => new([.. site.Result(Eigenvectors(series), which).Select(p => (float)p)]);

    private static double[] Scaled(float[] vector, double value) => [.. vector.Select(v => v * Math.Sqrt(2 / Math.Abs(value)))];
}
