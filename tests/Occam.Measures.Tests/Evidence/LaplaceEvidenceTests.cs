using Occam.Measures.Evidence;
using Occam.Numerics.Errors;
using Occam.Numerics.Operators;
using Occam.Testing;

namespace Occam.Measures.Tests.Evidence;

/// <summary>The formula where the integral is known: normal likelihoods exactly, logistic ones by quadrature.</summary>
public sealed class LaplaceEvidenceTests
{
    private const double Precision = 2.5;

    /// <summary>
    /// y ~ N(Xw, I), w ~ N(0, I/λ), so y ~ N(0, I + XXᵀ/λ). The mse per example is ½(f − y)², without the constant ½ ln 2π of the density. The
    /// posterior is normal, so Laplace's approximation is exact at its mean.
    /// </summary>
    [Theory]
    [InlineData(0.01)]
    [InlineData(Precision)]
    [InlineData(400)]
    public void A_linear_model_with_normal_noise_has_its_closed_form(double precision)
    {
        const int n = 6;
        Draws draws = new("linear evidence");
        double[] x = draws.Normals(2 * n), y = draws.Normals(n);
        (double a, double b, double c) = (Sum(i => x[2 * i] * x[2 * i]), Sum(i => x[2 * i] * x[(2 * i) + 1]), Sum(i => x[(2 * i) + 1] * x[(2 * i) + 1]));
        (double u, double v) = (Sum(i => x[2 * i] * y[i]), Sum(i => x[(2 * i) + 1] * y[i]));
        double determinant = ((a + precision) * (c + precision)) - (b * b);
        (double w0, double w1) = ((((c + precision) * u) - (b * v)) / determinant, (((a + precision) * v) - (b * u)) / determinant);
        double loss = Sum(i => Math.Pow((x[2 * i] * w0) + (x[(2 * i) + 1] * w1) - y[i], 2)) / 2 / n;
        double spread = Math.Sqrt(((a - c) * (a - c) / 4) + (b * b));
        SpectralQuadrature curvature = SpectralQuadrature.OfEigenvalues([(((a + c) / 2) - spread) / n, (((a + c) / 2) + spread) / n]);

        double[] covariance = [.. Enumerable.Range(0, n * n).Select(k =>
            (k / n == k % n ? 1 : 0) + (((x[2 * (k / n)] * x[2 * (k % n)]) + (x[(2 * (k / n)) + 1] * x[(2 * (k % n)) + 1])) / precision))];
        double expected = LogNormalDensityWithoutConstant(covariance, y);
        EvidenceEstimate actual = LaplaceEvidence.At(new LaplacePoint(n, loss, (w0 * w0) + (w1 * w1)), curvature, precision);
        Assert.Equal(expected, actual.LogEvidence, 1e-11 * Math.Abs(expected));
        Assert.Equal((0.0, 0), (actual.Error, actual.NonPositive));

        double Sum(Func<int, double> term) => Enumerable.Range(0, n).Sum(term);
    }

    /// <summary>One weight, p(y|x, w) = σ(±wx): the integral on a fine grid. What is easily confused is off by far more than the approximation.</summary>
    [Fact]
    public void A_logistic_model_has_the_integral_of_quadrature_and_confusions_have_not()
    {
        const int n = 120;
        Draws draws = new("logistic evidence");
        double[] signed = [.. draws.Normals(n).Zip(draws.Normals(n), (x, noise) => 1.3 * x + noise > 0 ? x : -x)];
        double Objective(double w) => signed.Sum(s => Math.Log(1 + Math.Exp(-s * w))) + (Precision * w * w / 2);
        double w = 0;
        for (int step = 0; step < 50; step++) w -= Slope(w) / (Bend(w) + Precision);
        double peak = Objective(w), width = 1 / Math.Sqrt(Bend(w) + Precision), cell = width / 200, integral = 0;
        for (int k = -2400; k <= 2400; k++) integral += Math.Exp(peak - Objective(w + (k * cell))) * cell;
        double expected = Math.Log(integral * Math.Sqrt(Precision / (2 * Math.PI))) - peak;

        double meanLoss = (peak - (Precision * w * w / 2)) / n, h = Bend(w);
        EvidenceEstimate actual = LaplaceEvidence.At(new LaplacePoint(n, meanLoss, w * w), SpectralQuadrature.OfEigenvalues([h / n]), Precision);
        const double tolerance = 0.02;
        Assert.Equal(expected, actual.LogEvidence, tolerance);
        double[] confusions =
        [
            -(peak + Math.Log((h + Precision) / Precision)),                       // without the ½ of the logarithm
            -(peak + (0.5 * Math.Log(h + Precision))),                             // not over λ
            -(peak + (0.5 * Math.Log((h + Precision) / (Precision * Precision)))), // over λ²
            -(peak + (0.5 * Math.Log(h / Precision))) - (Precision * w * w / 2),   // λ‖w‖² without its ½
            -(peak + (0.5 * Math.Log(((h / n) + Precision) / Precision))),         // the mean loss's curvature
            -(meanLoss + (Precision * w * w / 2) + actual.OccamFactor),            // the mean loss
        ];
        Assert.All(confusions, confused => Assert.True(Math.Abs(confused - expected) > 5 * tolerance, $"{confused} against {expected}"));

        double Slope(double at) => signed.Sum(s => -s / (1 + Math.Exp(s * at))) + (Precision * at);
        double Bend(double at) => signed.Sum(s => s * s / (2 + Math.Exp(s * at) + Math.Exp(-s * at)));
    }

    [Fact]
    public void Negative_curvature_is_not_clipped_unless_it_is_rounding_of_a_semidefinite_matrix()
    {
        LaplacePoint point = new(10, 0.5, 4);
        SpectralQuadrature spectrum = SpectralQuadrature.OfEigenvalues([-0.3, -0.25, -0.01, 2]);
        EvidenceEstimate whole = LaplaceEvidence.At(point, spectrum, 2.5), enough = LaplaceEvidence.At(point, spectrum, 4), semidefinite = LaplaceEvidence.At(point, spectrum, 2.5, semidefinite: true);
        Assert.True(double.IsNaN(whole.LogEvidence) && double.IsNaN(whole.OccamFactor));

        // n·h + λ = −0.5, 0, 2.4, 22.5: zero is not positive.
        Assert.Equal((2, -0.5), (whole.NonPositive, whole.Smallest));
        Assert.Equal(0.5 * Math.Log(1 * 1.5 * 3.9 * 24 / Math.Pow(4, 4)), enough.OccamFactor, 1e-14);
        Assert.Equal(-(5 + 5 + (0.5 * Math.Log(9))), semidefinite.LogEvidence, 1e-13);
    }

    /// <summary>One direction with n·g = 8: λ‖w‖² = 8/(8 + λ), so with ‖w‖² = 0.1 λ = −4 + √(16 + 80).</summary>
    [Fact]
    public void The_best_precision_solves_MacKays_equation()
    {
        PrecisionChoice choice = LaplaceEvidence.BestPrecision(new LaplacePoint(4, 1, 0.1), SpectralQuadrature.OfEigenvalues([2]));
        double exact = -4 + Math.Sqrt(96), apart = Math.Pow(10, 0.5 / 20);
        Assert.InRange(choice.Precision, exact / apart, exact * apart);
        Assert.Equal((10, 1e-9, false), (choice.Highest, Math.Round(choice.Lowest, 15), choice.IsAtEnd));
        Assert.True(LaplaceEvidence.BestPrecision(new LaplacePoint(4, 1, 0.1), SpectralQuadrature.OfEigenvalues([0])).IsAtEnd);
        Assert.True(double.IsNaN(LaplaceEvidence.BestPrecision(new LaplacePoint(4, 1, 0), SpectralQuadrature.OfEigenvalues([2])).Precision));
    }

    /// <summary>Smith and Le: E = C + ½ Σ ln(λ_i/λ) − n ln K, and the model is trusted where E is negative.</summary>
    [Fact]
    public void The_null_model_gives_every_class_the_same_probability()
    {
        Assert.Equal(0, LaplaceEvidence.OverNull(-7 * Math.Log(3), 7, 3), 1e-14);
        Assert.True(LaplaceEvidence.OverNull(-1, 7, 3) > 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_precision_that_is_none_is_refused(double precision) =>
        Assert.Throws<InputException>(() => LaplaceEvidence.At(new LaplacePoint(1, 1, 1), SpectralQuadrature.OfEigenvalues([1]), precision));

    /// <summary>−½ yᵀC⁻¹y − ½ ln det C by elimination.</summary>
    private static double LogNormalDensityWithoutConstant(double[] covariance, double[] y)
    {
        int n = y.Length;
        double[] c = [.. covariance], r = [.. y];
        double result = 0;
        for (int k = 0; k < n; k++)
        {
            double pivot = c[(k * n) + k];
            result -= (Math.Log(pivot) + (r[k] * r[k] / pivot)) / 2;
            for (int i = k + 1; i < n; i++)
            {
                double factor = c[(i * n) + k] / pivot;
                for (int j = k; j < n; j++) c[(i * n) + j] -= factor * c[(k * n) + j];
                r[i] -= factor * r[k];
            }
        }

        return result;
    }
}
