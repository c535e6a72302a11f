using System.Collections.Immutable;
using Occam.Measures.Evidence;

namespace Occam.Measures.Curvature;

/// <summary>Every <see cref="IPointMeasure"/>, for whoever tries all of them at a point, as the reparametrization audit does.</summary>
public static class PointMeasures
{
    /// <summary>One of each, in the order in which they report; a test finds those that are missing.</summary>
    public static ImmutableArray<IPointMeasure> All { get; } = [new HessianSpectrum(), new GaussNewtonSpectrum(), new LogEvidence()];
}
