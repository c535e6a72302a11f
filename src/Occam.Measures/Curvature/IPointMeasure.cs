using System.Collections.Immutable;
using System.Numerics;
using Occam.Measures.Planning;

namespace Occam.Measures.Curvature;

/// <summary>
/// A quantity that needs the network itself at a point, because it takes products with the curvature or losses elsewhere: no single sweep over
/// the examples gives it. What a sweep gives is an <see cref="IMeasure"/>.
/// </summary>
public interface IPointMeasure
{
    /// <summary>The name by which it is asked for: "hessian-spectrum".</summary>
    string Id { get; }

    /// <summary>What it can return; the documentation is checked against this.</summary>
    ImmutableArray<MetricInfo> Metrics { get; }

    /// <summary>The values at one point. NaN for one that is undefined there, an error beside one that is estimated.</summary>
    IReadOnlyList<Metric> Evaluate<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
