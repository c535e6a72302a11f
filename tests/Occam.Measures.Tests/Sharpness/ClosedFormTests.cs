using Occam.Data.Datasets;
using Occam.Measures.Planning;
using Occam.Measures.Sharpness;
using Occam.Measures.Tests.Support;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;

namespace Occam.Measures.Tests.Sharpness;

/// <summary>
/// Quadratic losses, where every maximum can be worked out: ½(w·x − 1)² on x = (2, 0) and (0, 1) is L(w) = ((2w₁ − 1)² + (w₂ − 1)²)/4, with
/// ∇L = (2w₁ − 1, (w₂ − 1)/2).
/// </summary>
public sealed class ClosedFormTests
{
    private static readonly float[] Theta = [2, -1];
    private static readonly Dataset Axes = SmallSite.Data([1, 1], [2, 0], [0, 1]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_highest_corner_of_the_box_is_found(int chunk)
    {
        Dictionary<string, Metric> values = SmallSite.Evaluate(new BoxSharpness(), SmallSite.Dense(2, 1), new SquaredError<float>(), Axes, Theta, chunk);
        foreach (double epsilon in (double[])[1e-3, 5e-4])
        {
            double highest = Loss(2 + (3 * epsilon), -1 - (2 * epsilon)), here = Loss(2, -1);
            Assert.Equal(100 * (highest - here) / (1 + here), values[$"box_sharpness/epsilon-{(epsilon == 1e-3 ? "0.001" : "0.0005")}"].Value, 1e-4);
        }
    }

    [Fact]
    public void Where_the_gradient_is_zero_the_steps_do_not_move()
    {
        Dictionary<string, Metric> values = SmallSite.Evaluate(new BoxSharpness(), SmallSite.Dense(2, 1), new SquaredError<float>(), Axes, [0.5f, 1]);
        Assert.All(values.Values, m => Assert.Equal(0, m.Value));
    }

    [Fact]
    public void Sam_goes_along_the_gradient()
    {
        (double first, double second) = (3, -1);
        double norm = Math.Sqrt((first * first) + (second * second));
        double expected = Loss(2 + (0.25 * first / norm), -1 + (0.25 * second / norm)) - Loss(2, -1);
        Assert.Equal(expected, SmallSite.Evaluate(new SamSharpness(0.25), SmallSite.Dense(2, 1), new SquaredError<float>(), Axes, Theta)["sam_sharpness/radius-0.25"].Value, 1e-5);
    }

    [Fact]
    public void Adaptive_sharpness_goes_along_the_scaled_gradient()
    {
        Dictionary<string, Metric> values = SmallSite.Evaluate(new AdaptiveSharpness(0.25), SmallSite.Dense(2, 1), new SquaredError<float>(), Axes, Theta);
        foreach ((string name, double floor) in ((string, double)[])[("adaptive_sharpness", 0), ("asam_sharpness", 0.01)])
        {
            (double t1, double t2) = (2 + floor, 1 + floor);
            (double s1, double s2) = (t1 * 3, t2 * -1);
            double factor = 0.25 / Math.Sqrt((s1 * s1) + (s2 * s2));
            Assert.Equal(Loss(2 + (factor * s1 * t1), -1 + (factor * s2 * t2)) - Loss(2, -1), values[$"{name}/radius-0.25"].Value, 1e-5);
        }
    }

    [Fact]
    public void Noise_is_tolerated_as_far_as_the_normal_distribution_says()
    {
        // One example right where w > 0, at w = 1: the drop is Φ(−1/σ), and 0.1 at σ = 1/1.28155.
        Dictionary<string, Metric> values = SmallSite.Evaluate(new NoiseTolerance(4000), SmallSite.Dense(1, 1), new Logistic<float>(), SmallSite.Data([1], [1]), [1]);
        double expected = 1 / 1.2815515655446004;
        foreach (string name in (string[])["noise_tolerance", "noise_tolerance_relative"])
        {
            Metric sigma = values[name], flatness = values[$"{name}_flatness"];
            Assert.InRange(Math.Abs(sigma.Value - expected), 0, 3 * sigma.Error!.Value);
            Assert.InRange(sigma.Error.Value, 0.008, 0.033);
            Assert.Equal(1 / (sigma.Value * sigma.Value), flatness.Value, 1e-12);
            Assert.Equal(2 * sigma.Error.Value / sigma.Value, flatness.Error!.Value / flatness.Value, 1e-12);
        }
    }

    [Fact]
    public void Noise_that_costs_nothing_has_the_largest_value_and_no_error()
    {
        // Without inputs all answers are 0, whatever the weights.
        Dictionary<string, Metric> values = SmallSite.Evaluate(new NoiseTolerance(), SmallSite.Dense(1, 1), new Logistic<float>(), SmallSite.Data([0, 0], [0], [0]), [1]);
        Assert.Equal(NoiseTolerance.Largest, values["noise_tolerance"].Value);
        Assert.Equal(double.NaN, values["noise_tolerance"].Error);
    }

    [Fact]
    public void Ratios_of_minibatches_are_those_of_their_quadratics()
    {
        // Of single examples ‖x‖² = 4 and 1, of the mean the larger of 4/2 and 1/2.
        Dictionary<string, Metric> values = SmallSite.Evaluate(new SecondOrderFlatness(1), SmallSite.Dense(2, 1), new SquaredError<float>(), Axes, Theta);
        Assert.Equal(2.5, values["batch_hessian_top"].Value, 1e-5);
        Assert.Equal(1.25, values["curvature_flatness_ratio"].Value, 1e-5);
        Assert.Equal(1.5 / 2, values["curvature_flatness_ratio"].Error!.Value, 1e-3);

        // ½(3 + 2ρ)² − ½3² and ½(2 + ρ)² − ½2² with ρ = 0.05.
        double norm = Math.Sqrt(10), whole = Loss(2 + (0.05 * 3 / norm), -1 - (0.05 / norm)) - Loss(2, -1);
        Assert.Equal(((0.5 * ((3.1 * 3.1) - 9)) + (0.5 * ((2.05 * 2.05) - 4))) / 2 / whole, values["sam_flatness_ratio"].Value, 1e-4);
    }

    [Fact]
    public void Relative_flatness_of_a_squared_error_is_the_norm_of_the_weights_times_that_of_the_features()
    {
        // H between two outputs is δ · mean φφᵀ: ‖W‖_F² · mean ‖φ‖² = (1 + 4 + 9 + 16) · (4 + 1)/2.
        Assert.Equal(75, SmallSite.Evaluate(new RelativeFlatness(), SmallSite.Dense(2, 2), new SquaredError<float>(), Axes, [1, 2, 3, 4], 1)["relative_flatness"].Value, 1e-4);
    }

    [Fact]
    public void Relative_flatness_of_two_classes_is_that_of_the_logistic_difference()
    {
        // Two outputs: ∂²ℓ = p(1 − p)[1 −1; −1 1], so κ = mean ‖φ‖² p(1 − p) ‖w₁ − w₂‖². Equal logits on (2, 0) give p = ½; on (0, 1) logits differ by 1.
        double q = 1 / (1 + Math.Exp(1));
        double expected = ((4 * 0.25) + (1 * q * (1 - q))) / 2;
        Assert.Equal(expected, SmallSite.Evaluate(new RelativeFlatness(), SmallSite.Dense(2, 2), new SoftmaxCrossEntropy<float>(), Axes, [3, 1, 3, 2])["relative_flatness"].Value, 1e-6);
    }

    [Fact]
    public void Relative_flatness_of_a_layer_before_is_the_mean_over_random_matrices()
    {
        // Linear layers W and v, squared error: M = vvᵀ, so κ = mean ‖φ‖² · ‖Wᵀv‖² and one form is gᵀCg ‖Wᵀv‖² with g normal, C = mean φφᵀ = diag(2, ½), variance 2 tr C².
        const int probes = 4000;
        NetworkBuilder<float> builder = new(new Shape(2));
        builder.Add("w", shape => new Dense<float>(shape, 2));
        builder.Add("v", shape => new Dense<float>(shape, 1, bias: false));
        float[] theta = [1, 2, -1, 3, 0.5f, -0.5f, 2, 1];
        double square = (((2 * 1) + (1 * -1)) * ((2 * 1) + (1 * -1))) + (((2 * 2) + (1 * 3)) * ((2 * 2) + (1 * 3)));
        Dictionary<string, Metric> values = SmallSite.Evaluate(new RelativeFlatness(probes: probes), builder.Build(), new SquaredError<float>(), Axes, theta);
        Metric layer = values["relative_flatness/w"];
        Assert.InRange(Math.Abs(layer.Value - (2.5 * square)), 0, 4 * layer.Error!.Value);
        Assert.Equal(1, layer.Error.Value / (square * Math.Sqrt(8.5 / probes)), 0.1);
        Assert.Equal(values["relative_flatness"], values["relative_flatness/v"] with { Name = "relative_flatness" });
        Assert.DoesNotContain("relative_flatness/w", SmallSite.Evaluate(new RelativeFlatness(layers: false), builder.Build(), new SquaredError<float>(), Axes, theta).Keys);
    }

    [Fact]
    public void Relative_flatness_needs_a_dense_last_layer()
    {
        NetworkBuilder<float> builder = new(new Shape(2));
        builder.Add("w", shape => new Dense<float>(shape, 2));
        builder.Add("scale", shape => new Scale<float>(shape, 2));
        Assert.Equal(double.NaN, SmallSite.Evaluate(new RelativeFlatness(), builder.Build(), new SquaredError<float>(), Axes, new float[6])["relative_flatness"].Value);
    }

    private static double Loss(double first, double second) => (Square((2 * first) - 1) + Square(second - 1)) / 4;

    private static double Square(double x) => x * x;
}
