using System.Collections.Immutable;
using System.Numerics;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Numerics.Statistics;

namespace Occam.Measures.Sharpness;

/// <summary>
/// The ε-sharpness of Keskar et al. 2017 in random subspaces: 100 · (max L(θ + Az) − L(θ)) / (1 + L(θ)) over |z_i| ≤ ε(|(A⁺θ)_i| + 1), A of standard normal
/// entries, [P, p]. The maximum is looked for as <see cref="BoxSharpness"/> does, along the signs of Aᵀ∇L, so the value of each A is a lower bound. The
/// value is the mean over draws of A, its error the standard error over them.
/// </summary>
/// <param name="dimensions">p; half of P if that is smaller, because A⁺θ of a square A has no mean.</param>
/// <param name="draws">How many A; 2 at least.</param>
public sealed class BoxSharpnessSubspace(int dimensions = BoxSharpnessSubspace.UsualDimensions, int draws = BoxSharpnessSubspace.UsualDraws) : IPointMeasure
{
    /// <summary>The paper's p.</summary>
    public const int UsualDimensions = 100;

    /// <summary>Subspaces unless said otherwise.</summary>
    public const int UsualDraws = 5;

    /// <summary>Gradients that it takes unless said otherwise.</summary>
    public const int UsualGradients = 2 * UsualDraws * BoxAscent.Steps;

    private const string Named = "box_sharpness_subspace";

    /// <inheritdoc/>
    public string Id => "box-sharpness-subspace";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics =>
    [
        .. BoxAscent.Epsilons.Select(e => new MetricInfo(
            BoxAscent.Name(Named, e), "% of 1 + loss", $"E 100 · (max L(θ + Az) − L(θ)) / (1 + L(θ)) over |z_i| ≤ {BoxAscent.Show(e)} (|(A⁺θ)_i| + 1)", "Keskar et al. 2017, arXiv 1609.04836")),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(site);
        LossElsewhere<T> surface = new(site);
        double[] theta = Array.ConvertAll(site.Theta, double.CreateTruncating);
        RunningMoments[] rises = [.. BoxAscent.Epsilons.Select(_ => new RunningMoments())];
        for (int draw = 0; draw < Math.Max(2, draws); draw++)
        {
            RandomSubspace subspace = new(site.Workers, site.Seed.Derive(Id).Derive(draw), theta.Length, Math.Clamp(theta.Length / 2, 1, dimensions));
            double[] coordinates = subspace.Coordinates(theta);
            for (int e = 0; e < rises.Length; e++) rises[e].Add(Rise(site, surface, subspace, [.. coordinates.Select(c => BoxAscent.Epsilons[e] * (Math.Abs(c) + 1))]));
        }

        return [.. BoxAscent.Epsilons.Select((e, i) => new Metric(BoxAscent.Name(Named, e), rises[i].Mean, rises[i].StandardError))];
    }

    private static double Rise<T>(PointSite<T> site, LossElsewhere<T> surface, RandomSubspace subspace, double[] halfWidths)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] step = new double[site.Theta.Length], gradient = new double[step.Length], slope = new double[halfWidths.Length], z = new double[halfWidths.Length];
        T[] elsewhere = new T[step.Length];
        subspace.Along(site.Point.Gradient, slope);
        return BoxAscent.Rise(site.Point.MeanLoss, slope, (place, next) =>
        {
            for (int i = 0; i < z.Length; i++) z[i] = halfWidths[i] * place[i];
            subspace.Combine(z, step);
            for (int p = 0; p < step.Length; p++) elsewhere[p] = T.CreateTruncating(double.CreateTruncating(site.Theta[p]) + step[p]);
            double loss = surface.Gradient(elsewhere, gradient);
            subspace.Along(gradient, next);
            return loss;
        });
    }
}
