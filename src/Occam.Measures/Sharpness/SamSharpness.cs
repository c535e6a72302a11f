using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Numerics.Simd;

namespace Occam.Measures.Sharpness;

/// <summary>
/// How far the loss rises within a ball of radius ρ, at the point that the linear model says is highest: L(θ + ρ g/‖g‖) − L(θ), g = ∇L(θ). It is what
/// SAM (Foret et al. 2021) adds to the loss, and a lower bound on the maximum over the ball. 0 where g is 0.
/// </summary>
/// <param name="radius">ρ.</param>
public sealed class SamSharpness(double radius = SamSharpness.UsualRadius) : IPointMeasure
{
    /// <summary>The radius of the authors' example.</summary>
    public const double UsualRadius = 0.05;

    /// <inheritdoc/>
    public string Id => "sam-sharpness";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics => [new(Name, "nats", "L(θ + ρ g/‖g‖) − L(θ), g = ∇L(θ)", "Foret et al. 2021, arXiv 2010.01412")];

    private string Name => $"sam_sharpness/radius-{radius.ToString(CultureInfo.InvariantCulture)}";

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(site);
        return [new Metric(Name, Rise(site, radius))];
    }

    /// <summary>L(θ + ρ g/‖g‖) − L(θ).</summary>
    internal static double Rise<T>(PointSite<T> site, double radius)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] gradient = site.Point.Gradient;
        double norm = Math.Sqrt(Reductions.SumOfSquares<double>(gradient));
        if (norm == 0) return 0;
        T[] elsewhere = new T[gradient.Length];
        for (int p = 0; p < elsewhere.Length; p++) elsewhere[p] = T.CreateTruncating(double.CreateTruncating(site.Theta[p]) + (radius / norm * gradient[p]));
        return site.LossAt(elsewhere) - site.Point.MeanLoss;
    }
}
