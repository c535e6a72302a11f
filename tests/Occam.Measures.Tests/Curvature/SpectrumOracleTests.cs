using System.Text.Json;
using Occam.Measures.Curvature;
using Occam.Measures.Evidence;
using Occam.Measures.Tests.Support;

namespace Occam.Measures.Tests.Curvature;

/// <summary>Spectra and evidence against PyTorch's dense matrices: every digit in double precision, three in single.</summary>
public sealed class SpectrumOracleTests
{
    private const double InDouble = 1e-8, InSingle = 1e-3;

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string name in SpectrumOracle.Names)
                foreach (string loss in SpectrumOracle.Losses)
                    data.Add(name, loss);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_eigenvalue_is_PyTorchs(string name, string loss) => Assert.All(new[] { true, false }, inDouble =>
    {
        SpectrumOracle oracle = new(name, loss);
        using Site site = oracle.Site(inDouble);
        PointSpectra spectra = site.Point.Spectra;
        double tolerance = inDouble ? InDouble : InSingle;
        double[] hessian = oracle.Numbers("hessian");
        Near(hessian, spectra.Quadrature(CurvatureKind.Hessian).Rules[0].Nodes, tolerance);
        Near(oracle.Numbers("gauss_newton"), spectra.Quadrature(CurvatureKind.GaussNewton).Rules[0].Nodes, tolerance);
        Near([.. hessian.Reverse().Take(10)], [.. spectra.HessianLargest.Select(e => e.Value)], tolerance);
        Near([.. hessian.Take(5)], [.. spectra.HessianSmallest.Select(e => e.Value)], tolerance * Math.Max(1, hessian[^1] / -hessian[0]));
        Assert.True(spectra.IsExact && spectra.EndsConverged && spectra.HessianSmallest[0].Value < 0);
        Near(oracle.Number("hessian_trace"), spectra.HessianTrace.Value, tolerance, hessian.Sum(Math.Abs));
        Near(oracle.Number("effective_rank"), spectra.EffectiveRank.Value, tolerance);
        Near(oracle.Numbers("gauss_newton").Sum(), spectra.GaussNewtonTrace.Value, tolerance);
        Assert.Null(spectra.HessianTrace.Error);
    });

    [Theory]
    [MemberData(nameof(Cases))]
    public void Evidence_is_PyTorchs_both_ways(string name, string loss)
    {
        SpectrumOracle oracle = new(name, loss);
        foreach (JsonElement expected in oracle.Root.GetProperty("evidence").EnumerateArray())
        {
            using Site site = oracle.Site(true, new CurvatureSettings { PriorPrecision = expected.GetProperty("precision").GetDouble() });
            EvidenceReport report = LogEvidence.Measure(site.Point);
            Compare(expected.GetProperty("hessian"), report.Hessian);
            Compare(expected.GetProperty("gauss_newton"), report.GaussNewton);
            Near(expected.GetProperty("gradient_norm").GetDouble(), report.GradientNorm, InDouble);
            Assert.Equal((PrecisionSource.Given, true), (report.Source, report.IsExact));
        }
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("convolutions")]
    public void Single_precision_gives_the_evidence_to_three_digits(string name)
    {
        SpectrumOracle oracle = new(name, "cross-entropy");
        JsonElement expected = oracle.Root.GetProperty("evidence")[1];
        using Site site = oracle.Site(false, new CurvatureSettings { PriorPrecision = expected.GetProperty("precision").GetDouble() });
        EvidenceReport report = LogEvidence.Measure(site.Point);
        Near(expected.GetProperty("hessian").GetProperty("log_evidence").GetDouble(), report.Hessian.LogEvidence, InSingle);
        Near(expected.GetProperty("gauss_newton").GetProperty("log_evidence").GetDouble(), report.GaussNewton.LogEvidence, InSingle);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_prior_of_the_largest_evidence_is_found(string name, string loss)
    {
        SpectrumOracle oracle = new(name, loss);
        using Site site = oracle.Site(true);
        EvidenceReport report = LogEvidence.Measure(site.Point);
        Near(oracle.Number("best_precision"), report.Precision, InDouble);
        Assert.Equal(PrecisionSource.Grid, report.Source);
        Assert.False(report.Grid!.IsAtEnd);
    }

    private static void Compare(JsonElement expected, EvidenceEstimate actual)
    {
        if (expected.GetProperty("log_evidence").ValueKind == JsonValueKind.Null)
        {
            Assert.True(double.IsNaN(actual.LogEvidence) && actual.NonPositive > 0 && actual.Smallest <= 0);
            return;
        }

        Near(expected.GetProperty("log_evidence").GetDouble(), actual.LogEvidence, InDouble);
        Near(expected.GetProperty("occam_factor").GetDouble(), actual.OccamFactor, InDouble);
    }

    private static void Near(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = expected.Max(Math.Abs);
        Assert.All(expected.Zip(actual), pair => Near(pair.First, pair.Second, tolerance, scale));
    }

    private static void Near(double expected, double actual, double tolerance, double scale = 0) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(scale, Math.Abs(expected)), $"expected {expected:R}, got {actual:R}");
}
