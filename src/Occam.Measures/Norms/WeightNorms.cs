using System.Collections.Immutable;
using System.Numerics;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Numerics.Simd;

namespace Occam.Measures.Norms;

/// <summary>
/// Norms of the parameters and of each layer's weights as a matrix, and what they are combined to in bounds: products over layers and the sum of stable
/// ranks. Spectral norms are by Lanczos, with the certificate as error.
/// </summary>
public sealed class WeightNorms : IPointMeasure
{
    private const string Paper = "Jiang et al. 2020, arXiv 1912.02178";

    /// <inheritdoc/>
    public string Id => "weight-norms";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics =>
    [
        new("parameter_norm", "parameter", "‖θ‖ over all parameters", "definition"),
        new("frobenius_norm/LAYER", "parameter", "‖W‖_F", "definition"),
        new("spectral_norm/LAYER", "parameter", "‖W‖₂, the largest singular value", "definition"),
        new("frobenius_norm_product", "parameter^layers", "Π ‖W‖_F over layers", Paper),
        new("spectral_norm_product", "parameter^layers", "Π ‖W‖₂ over layers", Paper),
        new("stable_rank_sum", "1", "Σ ‖W‖_F² / ‖W‖₂² over layers", Paper),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(site);
        WeightMatrix[] layers = [.. WeightMatrix.Of(site)];
        (double Norm, double Error)[] spectral = [.. layers.Select(l => l.Spectral(site))];
        double[] ranks = [.. layers.Zip(spectral, (l, s) => l.Frobenius * l.Frobenius / (s.Norm * s.Norm))];
        return
        [
            new Metric("parameter_norm", Math.Sqrt(Reductions.SumOfSquares<T>(site.Theta))),
            .. layers.Select(l => new Metric($"frobenius_norm/{l.Layer}", l.Frobenius)),
            .. layers.Zip(spectral, (l, s) => new Metric($"spectral_norm/{l.Layer}", s.Norm, s.Error)),
            new Metric("frobenius_norm_product", layers.Aggregate(1.0, (product, l) => product * l.Frobenius)),
            SpectralProduct(spectral),
            new Metric("stable_rank_sum", ranks.Sum(), ranks.Zip(spectral, (rank, s) => 2 * rank * s.Error / s.Norm).Sum()),
        ];
    }

    /// <summary>Π ‖W‖₂ with the sum of the relative errors.</summary>
    internal static Metric SpectralProduct(IReadOnlyList<(double Norm, double Error)> spectral)
    {
        double product = spectral.Aggregate(1.0, (value, s) => value * s.Norm);
        return new Metric("spectral_norm_product", product, product == 0 ? 0 : product * spectral.Sum(s => s.Error / s.Norm));
    }
}
