using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;

namespace Occam.Measures.Sharpness;

/// <summary>
/// The ε-sharpness of Keskar et al. 2017 in the full space: 100 · (max L − L(θ)) / (1 + L(θ)) over the box |z_i| ≤ ε(|θ_i| + 1) about θ. The maximum
/// is looked for by projected ascent along the signs of the gradient, so the value is a lower bound.
/// </summary>
public sealed class BoxSharpness : IPointMeasure
{
    /// <summary>How many steps are taken within the box; step k goes 2/(k + 1) of its half width, so the first ends in the corner of the linear model.</summary>
    public const int Steps = 10;

    private static readonly double[] Epsilons = [1e-3, 5e-4];

    /// <inheritdoc/>
    public string Id => "box-sharpness";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics =>
        [.. Epsilons.Select(e => new MetricInfo(Name(e), "% of 1 + loss", $"100 · (max L − L(θ)) / (1 + L(θ)) over |z_i| ≤ {e.ToString(CultureInfo.InvariantCulture)} (|θ_i| + 1)", "Keskar et al. 2017, arXiv 1609.04836"))];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(site);
        LossElsewhere<T> surface = new(site);
        double here = site.Point.MeanLoss;
        return [.. Epsilons.Select(e => new Metric(Name(e), 100 * (Highest(site, surface, e) - here) / (1 + here)))];
    }

    private static string Name(double epsilon) => $"box_sharpness/epsilon-{epsilon.ToString(CultureInfo.InvariantCulture)}";

    private static double Highest<T>(PointSite<T> site, LossElsewhere<T> surface, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] place = new double[site.Theta.Length], gradient = [.. site.Point.Gradient];
        T[] elsewhere = new T[place.Length];
        double best = site.Point.MeanLoss;
        for (int step = 1; step <= Steps; step++)
        {
            for (int p = 0; p < place.Length; p++)
            {
                double here = double.CreateTruncating(site.Theta[p]);
                place[p] = Math.Clamp(place[p] + (2.0 / (step + 1) * Math.Sign(gradient[p])), -1, 1);
                elsewhere[p] = T.CreateTruncating(here + (epsilon * (Math.Abs(here) + 1) * place[p]));
            }

            best = Math.Max(best, surface.Gradient(elsewhere, gradient));
        }

        return best;
    }
}
