using System.Collections.Immutable;
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
    public const int Steps = BoxAscent.Steps;

    /// <inheritdoc/>
    public string Id => "box-sharpness";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics =>
        [.. BoxAscent.Epsilons.Select(e => new MetricInfo(Name(e), "% of 1 + loss", $"100 · (max L − L(θ)) / (1 + L(θ)) over |z_i| ≤ {BoxAscent.Show(e)} (|θ_i| + 1)", "Keskar et al. 2017, arXiv 1609.04836"))];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(site);
        LossElsewhere<T> surface = new(site);
        return [.. BoxAscent.Epsilons.Select(e => new Metric(Name(e), Rise(site, surface, e)))];
    }

    private static string Name(double epsilon) => BoxAscent.Name("box_sharpness", epsilon);

    private static double Rise<T>(PointSite<T> site, LossElsewhere<T> surface, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] elsewhere = new T[site.Theta.Length];
        return BoxAscent.Rise(site.Point.MeanLoss, [.. site.Point.Gradient], (place, gradient) =>
        {
            for (int p = 0; p < place.Length; p++)
            {
                double here = double.CreateTruncating(site.Theta[p]);
                elsewhere[p] = T.CreateTruncating(here + (epsilon * (Math.Abs(here) + 1) * place[p]));
            }

            return surface.Gradient(elsewhere, gradient);
        });
    }
}
