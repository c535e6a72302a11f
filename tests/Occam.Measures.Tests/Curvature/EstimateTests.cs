using System.Text.RegularExpressions;
using Occam.Measures.Curvature;
using Occam.Measures.Evidence;
using Occam.Measures.Tests.Support;
using Occam.Numerics.Errors;
using Occam.Numerics.Operators;

namespace Occam.Measures.Tests.Curvature;

/// <summary>Lanczos and random probes beside all eigenvalues of the same network, and what is refused.</summary>
public sealed class EstimateTests
{
    private static readonly CurvatureSettings s_estimated = new() { Samples = 8, Steps = 40, ExtremeSteps = 100, PriorPrecision = 5 };

    [Fact]
    public void Estimates_are_the_dense_spectrum_within_their_errors()
    {
        using Site dense = Site.OfMixed(new CurvatureSettings { PriorPrecision = 5 }), estimated = Site.OfMixed(s_estimated);
        PointSpectra exact = dense.Point.Spectra, approximate = estimated.Point.Spectra;
        Assert.True(exact.IsExact && !approximate.IsExact && approximate.EndsConverged);
        Within(exact.HessianTrace, approximate.HessianTrace);
        Within(exact.EffectiveRank, approximate.EffectiveRank);
        Within(exact.GaussNewtonTrace, approximate.GaussNewtonTrace);
        double scale = exact.HessianLargest[0].Value;
        Assert.All(exact.HessianLargest.Zip(approximate.HessianLargest).Concat(exact.HessianSmallest.Zip(approximate.HessianSmallest)), pair =>
        {
            // In single precision; a certificate is about some eigenvalue, and these are far enough apart.
            Assert.True(Math.Abs(pair.First.Value - pair.Second.Value) <= pair.Second.Error + (2e-6 * scale), $"{pair.First} and {pair.Second}");
            Assert.InRange(pair.Second.Error!.Value, 0, 1e-4 * scale);
        });
        EvidenceReport whole = LogEvidence.Measure(dense.Point), probed = LogEvidence.Measure(estimated.Point);
        Within(new Estimate(whole.GaussNewton.LogEvidence, null), new Estimate(probed.GaussNewton.LogEvidence, probed.GaussNewton.Error));
        Assert.True(double.IsNaN(whole.Hessian.LogEvidence) && double.IsNaN(probed.Hessian.LogEvidence));
        Assert.Equal(whole.GradientNorm, probed.GradientNorm, 1e-3 * whole.GradientNorm);
    }

    [Fact]
    public void The_density_of_all_eigenvalues_has_the_area_one()
    {
        using Site site = Site.OfMixed(examples: 10);
        SpectralDensity density = site.Point.Spectra.Quadrature(CurvatureKind.Hessian).Density(400);
        Assert.Equal(1, density.Density.Sum() * (density.Grid[1] - density.Grid[0]), 1e-3);
        Assert.All(density.Error, error => Assert.Equal(0, error));
    }

    [Fact]
    public void Spectra_and_evidence_report_what_they_describe()
    {
        using Site site = Site.OfMixed(s_estimated with { Samples = 2, Steps = 10, ExtremeSteps = 20 }, examples: 10);
        Assert.All(PointMeasures.All.Where(m => m.GetType().Namespace is "Occam.Measures.Curvature" or "Occam.Measures.Evidence"), measure =>
        {
            Assert.Equal(measure.Metrics.Select(m => m.Name), measure.Evaluate(site.Point).Select(m => m.Name));
            Assert.Matches("^[a-z-]+$", measure.Id);
            Assert.All(measure.Metrics, m => Assert.True(Regex.IsMatch(m.Name, "^[a-z_]+$") && m.Unit.Length > 0 && m.Formula.Length > 0 && m.Reference.Length > 0, m.Name));
        });
    }

    [Fact]
    public void Products_are_counted_and_stopped()
    {
        int products = 0;
        CancellationTokenSource stop = new();
        IterationControl control = new(_ => products += 1, stop.Token);
        using Site site = Site.OfMixed(s_estimated, control, examples: 10);

        // The space ends early: with 10 examples of 3 classes the matrix has at most 20 eigenvalues beside zero.
        Assert.Equal(site.Point.Spectra.Quadrature(CurvatureKind.GaussNewton).Products, products);
        Assert.InRange(products, 8 * 20, 8 * 40);
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => site.Point.Spectra.Quadrature(CurvatureKind.Hessian));
        Assert.Throws<OperationCanceledException>(() => site.Point.LossAt(site.Point.Theta));
    }

    [Theory]
    [InlineData(true, 4, null, 1L << 40, "--exact")]
    [InlineData(false, 1, null, 1L << 40, "--samples")]
    [InlineData(false, null, -1.0, 1L << 40, "--prior-precision")]
    [InlineData(false, null, null, 1000L, "--memory")]
    [InlineData(true, null, null, 1L << 30, "--exact")]
    public void What_cannot_be_is_refused(bool exact, int? samples, double? precision, long memory, string what)
    {
        CurvatureSettings settings = new() { Exact = exact, Samples = samples, PriorPrecision = precision, Memory = memory };
        Assert.Equal(what, Assert.Throws<InputException>(() => CurvatureCost.Of(40_000, settings)).Faults[0].What);
    }

    [Fact]
    public void What_is_too_large_for_a_dense_matrix_says_what_it_would_take()
    {
        InputException refusal = Assert.Throws<InputException>(() => CurvatureCost.Of(1_000_000, new CurvatureSettings { Exact = true }));

        // Two matrices of 8·10¹² bytes: 14901.2 times 2³⁰.
        Assert.Contains("14901.162 GB, 1000000 products", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("hours", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_shortens_the_iterations_and_size_decides_for_estimates()
    {
        CurvatureCost roomy = CurvatureCost.Of(1_000_000, new CurvatureSettings()), tight = CurvatureCost.Of(1_000_000, new CurvatureSettings { Memory = 320_000_000 });
        Assert.Equal((60, 20, 4, 36), (roomy.ExtremeSteps, roomy.Steps, roomy.Probes, roomy.TraceProducts));
        Assert.Equal((34, 20), (tight.ExtremeSteps, tight.Steps));
        Assert.InRange(tight.Bytes, 0, 320_000_000);
        Assert.True(CurvatureCost.Of(4096, new CurvatureSettings()).IsExact && !CurvatureCost.Of(4097, new CurvatureSettings()).IsExact);
    }

    private static void Within(Estimate exact, Estimate estimate) =>
        Assert.True(estimate.Error > 0 && Math.Abs(exact.Value - estimate.Value) <= 4 * estimate.Error && estimate.Error < 0.5 * Math.Abs(exact.Value), $"{exact} and {estimate}");
}
