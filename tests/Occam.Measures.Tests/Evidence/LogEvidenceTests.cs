using Occam.Data.Datasets;
using Occam.Measures.Curvature;
using Occam.Measures.Evidence;
using Occam.Measures.Planning;
using Occam.Measures.Tests.Support;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Testing;

namespace Occam.Measures.Tests.Evidence;

/// <summary>The measure through a network: logistic regression with weight and bias, whose evidence a double integral gives.</summary>
public sealed class LogEvidenceTests
{
    private const int Examples = 150;
    private const double Precision = 1.5;
    private static readonly float[] s_inputs = [.. new Draws("evidence inputs").Normals(Examples).Select(v => (float)v)];
    private static readonly int[] s_labels = [.. s_inputs.Zip(new Draws("evidence noise").Normals(Examples), (x, e) => (1.2 * x) + 0.4 + e > 0 ? 1 : 0)];

    [Fact]
    public void A_logistic_regression_has_the_integral_of_quadrature()
    {
        (double weight, double bias) = Peak();
        EvidenceReport report = Report(weight, bias, new CurvatureSettings { PriorPrecision = Precision });
        double peak = Objective(weight, bias), integral = 0;
        const double cell = 0.02, half = 2;
        for (double i = -half; i <= half; i += cell)
            for (double j = -half; j <= half; j += cell) integral += Math.Exp(peak - Objective(weight + i, bias + j)) * cell * cell;
        double expected = Math.Log(integral * Precision / (2 * Math.PI)) - peak;
        Assert.Equal(expected, report.Hessian.LogEvidence, 0.03);

        // The output is linear in the parameters, so both matrices are one.
        Assert.Equal(report.Hessian.LogEvidence, report.GaussNewton.LogEvidence, 1e-9);
        Assert.True(report.IsStationary);
        Assert.InRange(report.GradientNorm, 0, 1e-4);
        IReadOnlyList<Metric> metrics = LogEvidence.MetricsOf(report);
        Assert.Equal(report.Hessian.LogEvidence + (Examples * Math.Log(2)), metrics.Single(m => m.Name == "log_evidence_over_null").Value, 1e-9);
        Assert.All(metrics, metric => Assert.Null(metric.Error));
    }

    /// <summary>The objective is nearly quadratic: what a Newton step gains is what the gain says.</summary>
    [Fact]
    public void Away_from_the_peak_the_gain_is_what_the_way_back_gains()
    {
        (double weight, double bias) = Peak();
        EvidenceReport near = Report(weight + 0.02, bias, new CurvatureSettings { PriorPrecision = Precision }), far = Report(weight + 0.6, bias, new CurvatureSettings { PriorPrecision = Precision });
        double gain = Objective(weight + 0.02, bias) - Objective(weight, bias);
        Assert.Equal(gain, near.Gain, 0.1 * gain);
        Assert.True(near.IsStationary && !far.IsStationary);
    }

    [Fact]
    public void Weight_decay_is_the_prior_unless_one_is_given()
    {
        EvidenceReport decayed = Report(0.5, 0.5, new CurvatureSettings { WeightDecay = 0.01 });
        Assert.Equal((Examples * 0.01, PrecisionSource.WeightDecay), (decayed.Precision, decayed.Source));
        EvidenceReport given = Report(0.5, 0.5, new CurvatureSettings { WeightDecay = 0.01, PriorPrecision = 3 });
        Assert.Equal((3, PrecisionSource.Given), (given.Precision, given.Source));
    }

    [Fact]
    public void Without_parameters_to_speak_of_there_is_no_best_prior()
    {
        EvidenceReport report = Report(0, 0, new CurvatureSettings());
        Assert.True(double.IsNaN(report.Precision) && double.IsNaN(report.GaussNewton.LogEvidence));
    }

    private static EvidenceReport Report(double weight, double bias, CurvatureSettings settings)
    {
        Dataset data = new("line", s_inputs, new ImageShape(1, 1, 1), s_labels, 2);
        using Site site = new(Line<float>(), Line<double>(), (new Logistic<float>(), new Logistic<double>()), data, [(float)weight, (float)bias], [], settings: settings);
        return LogEvidence.Measure(site.Point);
    }

    private static Network<T> Line<T>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        NetworkBuilder<T> builder = new(new Shape(1));
        builder.Add("line", shape => new Dense<T>(shape, 1));
        return builder.Build();
    }

    private static double Objective(double weight, double bias)
    {
        double sum = Precision * ((weight * weight) + (bias * bias)) / 2;
        for (int i = 0; i < Examples; i++) sum += Math.Log(1 + Math.Exp((s_labels[i] == 1 ? -1 : 1) * ((weight * s_inputs[i]) + bias)));
        return sum;
    }

    /// <summary>Newton's method on the objective.</summary>
    private static (double Weight, double Bias) Peak()
    {
        (double w, double b) = (0, 0);
        for (int step = 0; step < 30; step++)
        {
            (double gw, double gb, double hww, double hwb, double hbb) = (Precision * w, Precision * b, Precision, 0.0, Precision);
            for (int i = 0; i < Examples; i++)
            {
                double x = s_inputs[i], p = 1 / (1 + Math.Exp(-((w * x) + b))), bend = p * (1 - p);
                (gw, gb) = (gw + ((p - s_labels[i]) * x), gb + p - s_labels[i]);
                (hww, hwb, hbb) = (hww + (bend * x * x), hwb + (bend * x), hbb + bend);
            }

            double determinant = (hww * hbb) - (hwb * hwb);
            (w, b) = (w - (((hbb * gw) - (hwb * gb)) / determinant), b - (((hww * gb) - (hwb * gw)) / determinant));
        }

        return (w, b);
    }
}
