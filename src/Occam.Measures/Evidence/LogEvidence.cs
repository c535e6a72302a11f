using System.Collections.Immutable;
using System.Numerics;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Networks.Losses;
using Occam.Numerics.Operators;
using Occam.Numerics.Simd;

namespace Occam.Measures.Evidence;

/// <summary>The log evidence of a network by Laplace's approximation, with the whole Hessian and with the Gauss-Newton matrix.</summary>
public sealed class LogEvidence : IPointMeasure
{
    /// <summary>The log evidence with the Hessian.</summary>
    public const string Hessian = "log_evidence";

    /// <summary>The log evidence with the Gauss-Newton matrix.</summary>
    public const string GaussNewton = "log_evidence_gauss_newton";

    /// <summary>What comes behind a name for the value over that of the null model.</summary>
    public const string OverNull = "_over_null";

    /// <summary>½ Σ ln(eig_i/λ).</summary>
    public const string Factor = "occam_factor";

    /// <summary>The same with the Gauss-Newton matrix.</summary>
    public const string GaussNewtonFactor = "occam_factor_gauss_newton";

    /// <summary>λ.</summary>
    public const string Precision = "prior_precision";

    /// <summary>‖∇(n·L + λ‖w‖²/2)‖.</summary>
    public const string GradientNorm = "evidence_gradient_norm";

    /// <summary>The most products for the distance to a stationary point.</summary>
    public const int MostDistanceProducts = 30;

    private const string Source = "Smith & Le 2018, arXiv 1710.06451";
    private const int Steps = MostDistanceProducts - 1;
    private const double Tolerance = 1e-3;

    /// <inheritdoc/>
    public string Id => "log-evidence";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics =>
    [
        new(Hessian, "nats", "−(n·L + λ‖w‖²/2 + ½ Σ_i ln(eig_i(n·H + λI)/λ))", Source),
        new(GaussNewton, "nats", "the same with G in place of H", Source),
        new(Hessian + OverNull, "nats", "log_evidence + n ln K", Source),
        new(GaussNewton + OverNull, "nats", "log_evidence_gauss_newton + n ln K", Source),
        new(Factor, "nats", "½ Σ_i ln(eig_i(n·H + λI)/λ)", Source),
        new(GaussNewtonFactor, "nats", "½ Σ_i ln(eig_i(n·G + λI)/λ)", Source),
        new(Precision, "1 per unit²", "λ of the prior exp(−λ‖w‖²/2)", Source),
        new(GradientNorm, "nats per unit", "‖∇(n·L + λ‖w‖²/2)‖", "definition"),
    ];

    /// <summary>The whole report at a point.</summary>
    public static EvidenceReport Measure<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PointSpectra spectra = site.Spectra;
        SpectralQuadrature gaussNewton = spectra.Quadrature(CurvatureKind.GaussNewton);
        PointProducts products = spectra.Products;
        double squared = 0;
        foreach (T value in site.Theta) squared += double.CreateTruncating(value) * double.CreateTruncating(value);
        LaplacePoint point = new(site.Data.Count, products.MeanLoss, squared);
        (double precision, PrecisionSource source, PrecisionChoice? grid) = Choose(site.Settings, point, gaussNewton);
        int? classes = site.Loss.Name == new SquaredError<float>().Name ? null : Math.Max(2, site.Passes.Network.Output.Size);
        EvidenceEstimate none = new(double.NaN, double.NaN, double.NaN, 0, double.NaN);
        if (double.IsNaN(precision)) return new EvidenceReport(precision, source, grid, none, none, classes, point.Examples, spectra.IsExact, double.NaN, double.NaN);
        (double norm, double gain) = Distance(site, products, point, precision);
        return new EvidenceReport(
            precision, source, grid, Whole(spectra, point, precision),
            LaplaceEvidence.At(point, gaussNewton, precision, semidefinite: true), classes, point.Examples, spectra.IsExact, norm, gain);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MetricsOf(Measure(site));

    /// <summary>The metrics of a report.</summary>
    public static IReadOnlyList<Metric> MetricsOf(EvidenceReport report)
    {
        double? Error(EvidenceEstimate estimate) => report.IsExact ? null : estimate.Error;
        double Compared(double evidence) => report.Classes is { } classes ? LaplaceEvidence.OverNull(evidence, report.Examples, classes) : double.NaN;
        (EvidenceEstimate whole, EvidenceEstimate part) = (report.Hessian, report.GaussNewton);
        return
        [
            new Metric(Hessian, whole.LogEvidence, Error(whole)), new Metric(GaussNewton, part.LogEvidence, Error(part)),
            new Metric(Hessian + OverNull, Compared(whole.LogEvidence), Error(whole)), new Metric(GaussNewton + OverNull, Compared(part.LogEvidence), Error(part)),
            new Metric(Factor, whole.OccamFactor, Error(whole)), new Metric(GaussNewtonFactor, part.OccamFactor, Error(part)),
            new Metric(Precision, report.Precision), new Metric(GradientNorm, report.GradientNorm),
        ];
    }

    /// <summary>
    /// With the Hessian. Rules of few steps stop short of the ends of the spectrum; the Ritz values of Lanczos' method come nearer, and none lies
    /// beyond the end: one that is not positive proves that an eigenvalue is not.
    /// </summary>
    private static EvidenceEstimate Whole(PointSpectra spectra, LaplacePoint point, double precision)
    {
        EvidenceEstimate estimate = LaplaceEvidence.At(point, spectra.Quadrature(CurvatureKind.Hessian), precision);
        if (spectra.IsExact || estimate.NonPositive > 0) return estimate;
        double[] ends = [.. spectra.HessianSmallest.Select(e => (point.Examples * e.Value) + precision)];
        int bad = ends.Count(value => !(value > 0));
        return bad == 0 ? estimate with { Smallest = ends[0] } : new EvidenceEstimate(double.NaN, double.NaN, double.NaN, bad, ends[0]);
    }

    private static (double Precision, PrecisionSource Source, PrecisionChoice? Grid) Choose(CurvatureSettings settings, LaplacePoint point, SpectralQuadrature gaussNewton)
    {
        if (settings.PriorPrecision is { } given) return (given, PrecisionSource.Given, null);
        if (settings.WeightDecay > 0) return (point.Examples * settings.WeightDecay, PrecisionSource.WeightDecay, null);
        PrecisionChoice choice = LaplaceEvidence.BestPrecision(point, gaussNewton);
        return (choice.Precision, PrecisionSource.Grid, choice);
    }

    /// <summary>The length of the objective's gradient r, and ½ rᵀ(n·G + λI)⁻¹r: conjugate gradients stopped early give less of it, never more.</summary>
    private static (double Norm, double Gain) Distance<T>(PointSite<T> site, PointProducts products, LaplacePoint point, double precision)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] gradient = new double[site.Theta.Length];
        for (int p = 0; p < gradient.Length; p++) gradient[p] = (point.Examples * products.Gradient[p]) + (precision * double.CreateTruncating(site.Theta[p]));
        ShiftedOperator posterior = new(products.GaussNewton, point.Examples, precision);
        ConjugateGradientsResult step = ConjugateGradients.Solve(posterior, gradient, Tolerance, Steps, control: site.Control);
        return (Math.Sqrt(Reductions.SumOfSquares<double>(gradient)), Reductions.Dot<double>(gradient, step.Value) / 2);
    }
}
