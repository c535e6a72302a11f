using System.Numerics;
using Occam.Data.Datasets;
using Occam.Experiments.Models;
using Occam.Measures.Curvature;
using Occam.Measures.Sharpness;
using Occam.Networks.Passes;

namespace Occam.Experiments.Measuring;

/// <summary>Which measures of sharpness, norms and margins are wanted and what they cost, decided before anything is computed.</summary>
/// <param name="Measures">Those that fit.</param>
/// <param name="Missing">Those that do not, and why.</param>
/// <param name="Chunk">Examples that go through the network together.</param>
/// <param name="Passes">Passes over all examples, and products with the curvature.</param>
/// <param name="Bytes">The memory of all of it.</param>
internal sealed record PointPlan(IReadOnlyList<IPointMeasure> Measures, IReadOnlyList<(IPointMeasure Measure, string Reason)> Missing, int Chunk, int Passes, long Bytes)
{
    // Places, directions and gradients in double; a Lanczos basis of a hundred vectors and what a product needs.
    private const long BytesPerParameter = 64, SearchBytesPerParameter = 900, SubspaceBytesPerParameter = BytesPerParameter + (sizeof(double) * BoxSharpnessSubspace.UsualDimensions);

    // Two bisections of ten draws each, with their slopes; ten steps in each of two boxes; a hundred products for each of eight blocks and their mean.
    private const int NoisePasses = 382, BoxPasses = 20, DirectionPasses = 11, SearchPasses = 930, OtherPasses = 2;

    /// <summary>The plan of a request.</summary>
    public static PointPlan For<T>(LoadedModel<T> model, Dataset data, MeasureRequest request)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = model.Network;
        IPointMeasure[] wanted = [.. PointKeys.Measures.Where(request.Keys.Wants)];
        if (wanted.Length == 0) return new PointPlan([], [], 1, 0, 0);
        int chunk = CurvaturePlan.ChunkFor(network, data.Count, request.Memory);
        long passes = CurvaturePlan.PassesBytes(network, chunk) ?? long.MaxValue / 2;
        Dictionary<IPointMeasure, long> bytes = wanted.ToDictionary(m => m, m => passes + BytesOf(m, network, data));
        IPointMeasure[] fitting = [.. wanted.Where(m => bytes[m] <= request.Memory)];
        return new PointPlan(
            fitting, [.. wanted.Except(fitting).Select(m => (m, $"it needs {Sizes.Show(bytes[m])} at least, and --memory allows {Sizes.Show(request.Memory)}"))],
            chunk, fitting.Sum(m => PassesOf(m) + (m is RelativeFlatness && request.Keys.Wants(MeasureKeys.Layers) ? RelativeFlatness.Products(network) : 0)), fitting.Select(m => bytes[m]).DefaultIfEmpty(0).Max());
    }

    private static long BytesOf<T>(IPointMeasure measure, Network<T> network, Dataset data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => measure switch
        {
            SecondOrderFlatness => (SearchBytesPerParameter * network.ParameterCount) + (2L * sizeof(float) * data.Count * data.Shape.Size),
            BoxSharpnessSubspace => SubspaceBytesPerParameter * network.ParameterCount,
            _ => BytesPerParameter * network.ParameterCount,
        };

    private static int PassesOf(IPointMeasure measure) => measure switch
    {
        NoiseTolerance => NoisePasses,
        BoxSharpness => BoxPasses,
        BoxSharpnessSubspace => BoxSharpnessSubspace.UsualGradients,
        FilterNormalizedSharpness => DirectionPasses,
        SecondOrderFlatness => SearchPasses,
        _ => OtherPasses,
    };
}
