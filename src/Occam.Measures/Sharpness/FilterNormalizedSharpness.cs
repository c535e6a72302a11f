using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Networks.Parameters;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;
using Occam.Numerics.Statistics;

namespace Occam.Measures.Sharpness;

/// <summary>
/// The mean rise of the loss along random directions that are normalized filter by filter (Li et al. 2018): E L(θ + s·d) − L(θ), d normal with each
/// filter as long as that of θ (the weights into one output), 0 for biases and gains. The error is over directions.
/// </summary>
/// <param name="step">s.</param>
/// <param name="directions">How many directions; 2 at least.</param>
public sealed class FilterNormalizedSharpness(double step = FilterNormalizedSharpness.UsualStep, int directions = FilterNormalizedSharpness.UsualDirections) : IPointMeasure
{
    /// <summary>A quarter of each filter's length.</summary>
    public const double UsualStep = 0.25;

    /// <summary>Directions unless said otherwise.</summary>
    public const int UsualDirections = 10;

    /// <inheritdoc/>
    public string Id => "filter-normalized-sharpness";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics => [new(Name, "nats", "E L(θ + s·d) − L(θ), d normal, ‖d‖ = ‖θ‖ in each filter, 0 for biases and gains", "Li et al. 2018, arXiv 1712.09913")];

    private string Name => $"filter_normalized_sharpness/step-{step.ToString(CultureInfo.InvariantCulture)}";

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(site);
        RunningMoments rises = new();
        double here = site.LossAt(site.Theta);
        for (int draw = 0; draw < Math.Max(2, directions); draw++) rises.Add(site.LossAt(Elsewhere(site, site.Seed.Derive(Id).Derive(draw))) - here);
        return [new Metric(Name, rises.Mean, rises.StandardError)];
    }

    private T[] Elsewhere<T>(PointSite<T> site, Seed seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] elsewhere = [.. site.Theta];
        double[] direction = new double[elsewhere.Length];
        seed.Normals<double>(direction, 0, 1);
        foreach (NamedBlock block in site.Passes.Network.Blocks.Where(b => b.Block.Role == ParameterRole.Weight))
        {
            int filter = block.Length / block.Block.Shape[0];
            for (int start = block.Offset; start < block.Offset + block.Length; start += filter)
            {
                double length = Math.Sqrt(Reductions.SumOfSquares<T>(site.Theta.AsSpan(start, filter)) / Reductions.SumOfSquares<double>(direction.AsSpan(start, filter)));
                for (int p = start; p < start + filter; p++) elsewhere[p] = T.CreateTruncating(double.CreateTruncating(site.Theta[p]) + (step * length * direction[p]));
            }
        }

        return elsewhere;
    }
}
