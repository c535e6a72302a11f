using System.Collections.Immutable;
using Occam.Measures.Evidence;
using Occam.Measures.Norms;
using Occam.Measures.Sharpness;

namespace Occam.Measures.Curvature;

/// <summary>Every <see cref="IPointMeasure"/>, for whoever tries all of them at a point, as the reparametrization audit does.</summary>
public static class PointMeasures
{
    /// <summary>How far the loss rises around the point.</summary>
    public static ImmutableArray<IPointMeasure> Sharpness { get; } =
        [new BoxSharpness(), new BoxSharpnessSubspace(), new SamSharpness(), new AdaptiveSharpness(), new NoiseTolerance(), new FilterNormalizedSharpness(), new SecondOrderFlatness(), new RelativeFlatness()];

    /// <summary>How large parameters and outputs are.</summary>
    public static ImmutableArray<IPointMeasure> Norms { get; } = [new FisherRaoNorm(), new WeightNorms(), new PathNorm(), new DistanceFromInitialization(), new OutputMargin()];

    /// <summary>One of each, in the order in which they report; a test finds those that are missing.</summary>
    public static ImmutableArray<IPointMeasure> All { get; } = [new HessianSpectrum(), new GaussNewtonSpectrum(), new LogEvidence(), .. Sharpness, .. Norms];
}
