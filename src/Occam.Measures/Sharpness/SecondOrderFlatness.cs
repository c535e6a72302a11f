using System.Collections.Immutable;
using System.Numerics;
using Occam.Data.Datasets;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Networks.Curvature;
using Occam.Numerics.Operators;
using Occam.Numerics.Statistics;

namespace Occam.Measures.Sharpness;

/// <summary>
/// How much sharper the losses of single minibatches are than their mean: E λ_max(H_b) / λ_max(H̄), and the same of SAM's rise of the loss. A ratio of
/// flatnesses as Huszár 2018 asks for, in second order. Minibatches are consecutive blocks; H̄ is the Hessian of their mean.
/// </summary>
/// <param name="blockSize">Examples in a minibatch; null for the largest power of two up to an eighth of the examples.</param>
/// <param name="mostBlocks">At most so many minibatches, the first ones.</param>
public sealed class SecondOrderFlatness(int? blockSize = null, int mostBlocks = 8) : IPointMeasure
{
    private const int LargestPart = 8;

    // An eigenvalue is off by the square of its residual over a gap, so this gives about six digits.
    private static readonly LanczosSettings Settings = new() { Largest = 1, Smallest = 0, Tolerance = 1e-3, MaximumSteps = 100 };

    /// <inheritdoc/>
    public string Id => "second-order-flatness";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics =>
    [
        new("batch_hessian_top", "nats/parameter²", "E λ_max(H_b) over minibatches", "Huszár 2018, and definition"),
        new("curvature_flatness_ratio", "1", "E λ_max(H_b) / λ_max(H̄)", "Huszár 2018, and definition"),
        new("sam_flatness_ratio", "1", "E [L_b(θ + ρ g_b/‖g_b‖) − L_b(θ)] / [L̄(θ + ρ ḡ/‖ḡ‖) − L̄(θ)], ρ = 0.05", "Huszár 2018; Foret et al. 2021, arXiv 2010.01412"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(site);
        int n = site.Data.Count, size = blockSize ?? 1 << BitOperations.Log2((uint)Math.Max(1, n / LargestPart)), blocks = Math.Min(mostBlocks, n / size);
        if (blocks < 2) return [.. Metrics.Select(m => new Metric(m.Name, double.NaN, double.NaN))];
        PointSite<T> whole = On(site, 0, blocks * size);
        (double top, double residual) = Top(whole);
        double rise = SamSharpness.Rise(whole, SamSharpness.UsualRadius), worst = residual;
        RunningMoments tops = new(), rises = new();
        for (int block = 0; block < blocks; block++)
        {
            PointSite<T> own = On(site, block * size, size);
            (double blockTop, double blockResidual) = Top(own);
            worst = Math.Max(worst, blockResidual);
            tops.Add(blockTop);
            rises.Add(SamSharpness.Rise(own, SamSharpness.UsualRadius));
        }

        // The certificates say how far an eigenvalue may be off; they add to the scatter between minibatches.
        double error = Math.Sqrt((tops.StandardError * tops.StandardError) + (worst * worst));
        return
        [
            new Metric("batch_hessian_top", tops.Mean, error), new Metric("curvature_flatness_ratio", tops.Mean / top, error / Math.Abs(top)),
            new Metric("sam_flatness_ratio", rises.Mean / rise, rises.StandardError / Math.Abs(rise)),
        ];
    }

    private static (double Value, double Residual) Top<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RitzPair pair = Lanczos.Solve(site.Workers, new Hessian<T>(site.Point), site.Seed.Derive("second-order-flatness"), Settings, site.Control).Largest[0];
        return (pair.Value, pair.Residual);
    }

    private static PointSite<T> On<T>(PointSite<T> site, int first, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(site.Passes, site.Loss, Subset.Select(site.Data, [.. Enumerable.Range(first, count)]), site.Theta, site.State, site.Seed) { Control = site.Control };
}
