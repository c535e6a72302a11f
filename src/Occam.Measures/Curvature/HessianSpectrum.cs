using System.Collections.Immutable;
using System.Numerics;
using Occam.Measures.Planning;

namespace Occam.Measures.Curvature;

/// <summary>Trace and extreme eigenvalues of the Hessian of the mean loss. The smallest is reported as it is, mostly negative.</summary>
public sealed class HessianSpectrum : IPointMeasure
{
    /// <summary>The trace.</summary>
    public const string Trace = "hessian_trace";

    /// <summary>The largest eigenvalue; <see cref="PointSpectra.HessianLargest"/> has ten.</summary>
    public const string Largest = "hessian_largest";

    /// <summary>The smallest eigenvalue; <see cref="PointSpectra.HessianSmallest"/> has five.</summary>
    public const string Smallest = "hessian_smallest";

    /// <inheritdoc/>
    public string Id => "hessian-spectrum";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics =>
    [
        new(Trace, "nats per unit²", "tr ∇²L", "Meyer, Musco, Musco & Woodruff 2021, arXiv 2010.09649"),
        new(Largest, "nats per unit²", "the largest eigenvalue of ∇²L", "Lanczos 1950; Pearlmutter 1994"),
        new(Smallest, "nats per unit²", "the smallest eigenvalue of ∇²L", "Lanczos 1950; Pearlmutter 1994"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PointSpectra spectra = site.Spectra;
        return [spectra.HessianTrace.As(Trace), spectra.HessianLargest[0].As(Largest), spectra.HessianSmallest[0].As(Smallest)];
    }
}
