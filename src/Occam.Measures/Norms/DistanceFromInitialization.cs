using System.Collections.Immutable;
using System.Numerics;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Numerics.Simd;

namespace Occam.Measures.Norms;

/// <summary>How far the parameters have gone: ‖θ − θ₀‖, and that over ‖θ₀‖. NaN where θ₀ is not known.</summary>
/// <param name="initial">θ₀, or null where the run does not have it.</param>
public sealed class DistanceFromInitialization(float[]? initial = null) : IPointMeasure
{
    /// <inheritdoc/>
    public string Id => "distance-from-initialization";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics =>
    [
        new("distance_from_initialization", "parameter", "‖θ − θ₀‖", "Jiang et al. 2020, arXiv 1912.02178"),
        new("relative_distance_from_initialization", "1", "‖θ − θ₀‖ / ‖θ₀‖", "definition"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(site);
        (double distance, double length) = (double.NaN, double.NaN);
        if (initial?.Length == site.Theta.Length)
        {
            double[] moved = [.. site.Theta.Zip(initial, (now, before) => double.CreateTruncating(now) - before)];
            (distance, length) = (Math.Sqrt(Reductions.SumOfSquares<double>(moved)), Math.Sqrt(Reductions.SumOfSquares<float>(initial)));
        }

        return [new Metric("distance_from_initialization", distance), new Metric("relative_distance_from_initialization", distance / length)];
    }
}
