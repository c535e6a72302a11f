using System.Collections.Immutable;
using System.Numerics;
using Occam.Measures.Planning;

namespace Occam.Measures.Curvature;

/// <summary>Trace and effective rank of the Gauss-Newton matrix: how many directions the outputs' curvature is spread over.</summary>
public sealed class GaussNewtonSpectrum : IPointMeasure
{
    /// <summary>The trace.</summary>
    public const string Trace = "gauss_newton_trace";

    /// <summary>(tr G)²/tr(G²).</summary>
    public const string EffectiveRank = "effective_rank";

    /// <inheritdoc/>
    public string Id => "gauss-newton-spectrum";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics =>
    [
        new(Trace, "nats per unit²", "tr G", "Martens 2020, arXiv 1412.1193"),
        new(EffectiveRank, "1", "(tr G)² / tr(G²)", "definition: n equal eigenvalues give n"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [site.Spectra.GaussNewtonTrace.As(Trace), site.Spectra.EffectiveRank.As(EffectiveRank)];
}
