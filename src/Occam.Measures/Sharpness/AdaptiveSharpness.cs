using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Networks.Parameters;
using Occam.Numerics.Simd;

namespace Occam.Measures.Sharpness;

/// <summary>
/// SAM's rise of the loss in a ball whose axes follow the parameters (ASAM, Kwon et al. 2021): L(θ + ρ T²g/‖Tg‖) − L(θ) with T diagonal. With
/// T = |θ| it does not change when parameters are rescaled without changing the function. Beside it the T of the authors' program: |θ| + 0.01, and 1 for
/// biases. First order, so a lower bound on the maximum over the ball; 0 where Tg is 0.
/// </summary>
/// <param name="radius">ρ.</param>
public sealed class AdaptiveSharpness(double radius = AdaptiveSharpness.UsualRadius) : IPointMeasure
{
    /// <summary>The authors' radius on CIFAR-10.</summary>
    public const double UsualRadius = 0.5;
    private const double Floor = 0.01;
    private const string Paper = "Kwon et al. 2021, arXiv 2102.11600";

    /// <inheritdoc/>
    public string Id => "adaptive-sharpness";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics =>
    [
        new(Name("adaptive_sharpness"), "nats", "L(θ + ρ T²g/‖Tg‖) − L(θ), T = |θ|", Paper),
        new(Name("asam_sharpness"), "nats", "the same with T = |θ| + 0.01 for weights and gains, T = 1 for biases", Paper),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(site);
        return
        [
            new Metric(Name("adaptive_sharpness"), Rise(site, (_, theta) => Math.Abs(theta))),
            new Metric(Name("asam_sharpness"), Rise(site, (role, theta) => role == ParameterRole.Bias ? 1 : Math.Abs(theta) + Floor)),
        ];
    }

    private string Name(string kind) => $"{kind}/radius-{radius.ToString(CultureInfo.InvariantCulture)}";

    private double Rise<T>(PointSite<T> site, Func<ParameterRole, double, double> axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] axes = new double[site.Theta.Length], scaled = new double[axes.Length];
        foreach (NamedBlock block in site.Passes.Network.Blocks)
        {
            for (int p = block.Offset; p < block.Offset + block.Length; p++)
            {
                axes[p] = axis(block.Block.Role, double.CreateTruncating(site.Theta[p]));
                scaled[p] = axes[p] * site.Point.Gradient[p];
            }
        }

        double norm = Math.Sqrt(Reductions.SumOfSquares<double>(scaled));
        if (norm == 0) return 0;
        T[] elsewhere = new T[axes.Length];
        for (int p = 0; p < elsewhere.Length; p++) elsewhere[p] = T.CreateTruncating(double.CreateTruncating(site.Theta[p]) + (radius / norm * scaled[p] * axes[p]));
        return site.LossAt(elsewhere) - site.Point.MeanLoss;
    }
}
