using Occam.Data.Datasets;
using Occam.Measures.Norms;
using Occam.Measures.Planning;
using Occam.Measures.Tests.Support;
using Occam.Networks.Activations;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;

namespace Occam.Measures.Tests.Norms;

/// <summary>Norms and margins against what is worked out by hand.</summary>
public sealed class NormTests
{
    private static readonly Dataset Two = SmallSite.Data([1, 1], [1, 2], [3, -1]);

    /// <summary>W₁ = [1 −2; 0 3], b₁ = (1, 0), W₂ = [2, −1].</summary>
    private static readonly float[] Theta = [1, -2, 0, 3, 1, 0, 2, -1];

    [Fact]
    public void Norms_of_matrices_whose_singular_values_are_known()
    {
        // The rows of W₁ are orthogonal up to a rotation: W₁W₁ᵀ = [5 −6; −6 9], with eigenvalues 7 ± √40.
        Dictionary<string, Metric> values = SmallSite.Evaluate(new WeightNorms(), Network(), new SquaredError<float>(), Two, Theta);
        double first = Math.Sqrt(7 + Math.Sqrt(40)), second = Math.Sqrt(5);
        Assert.Equal(first, values["spectral_norm/first"].Value, 1e-9);
        Assert.Equal(second, values["spectral_norm/second"].Value, 1e-9);
        Assert.InRange(values["spectral_norm/first"].Error!.Value, 0, 1e-7);
        Assert.Equal(Math.Sqrt(14), values["frobenius_norm/first"].Value, 1e-12);
        Assert.Equal(Math.Sqrt(14 * 5), values["frobenius_norm_product"].Value, 1e-12);
        Assert.Equal(first * second, values["spectral_norm_product"].Value, 1e-8);
        Assert.Equal((14 / (first * first)) + 1, values["stable_rank_sum"].Value, 1e-8);
        Assert.Equal(Math.Sqrt(20), values["parameter_norm"].Value, 1e-12);
    }

    [Fact]
    public void A_layer_of_zeros_has_norm_zero() =>
        Assert.Equal(0, SmallSite.Evaluate(new WeightNorms(), Network(), new SquaredError<float>(), Two, new float[8])["spectral_norm_product"].Value);

    [Fact]
    public void The_path_norm_adds_the_squared_products_along_all_paths() =>
        // First hidden value: (1 + 4 + 1) · 4; second: 9 · 1.
        Assert.Equal(Math.Sqrt(24 + 9), SmallSite.Evaluate(new PathNorm(), Network(), new SquaredError<float>(), Two, Theta)["path_norm"].Value, 1e-6);

    [Fact]
    public void Paths_through_tanh_have_no_norm()
    {
        NetworkBuilder<float> builder = new(new Shape(2));
        builder.Add("first", shape => new Dense<float>(shape, 1));
        builder.Add("tanh", shape => new Elementwise<float, Tanh<float>>(shape));
        Assert.Equal(double.NaN, SmallSite.Evaluate(new PathNorm(), builder.Build(), new SquaredError<float>(), Two, new float[3])["path_norm"].Value);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_Fisher_Rao_norm_of_a_homogeneous_network_follows_from_its_outputs(int chunk)
    {
        // Without biases ⟨θ, ∇f⟩ = 2f for two layers, so ⟨θ, g⟩ = 2f(f − 1). f(1, 2) = 2·relu(−3) − relu(6) = −6, f(3, −1) = 2·5 − 0 = 10.
        NetworkBuilder<float> builder = new(new Shape(2));
        builder.Add("first", shape => new Dense<float>(shape, 2, bias: false));
        builder.Add("relu", shape => new Elementwise<float, Relu<float>>(shape));
        builder.Add("second", shape => new Dense<float>(shape, 1, bias: false));
        Metric norm = SmallSite.Evaluate(new FisherRaoNorm(), builder.Build(), new SquaredError<float>(), Two, [1, -2, 0, 3, 2, -1], chunk)["fisher_rao_norm"];
        double a = 84.0 * 84, b = 180.0 * 180, expected = Math.Sqrt((a + b) / 2);
        Assert.Equal(expected, norm.Value, 1e-3);
        Assert.Equal((b - a) / 2 / (2 * expected), norm.Error!.Value, 1e-3);
    }

    [Fact]
    public void Distance_is_Euclidean_and_needs_a_beginning()
    {
        float[] before = [1, -2, 0, 3, 1, 3, 2, -5];
        Dictionary<string, Metric> known = SmallSite.Evaluate(new DistanceFromInitialization(before), Network(), new SquaredError<float>(), Two, Theta);
        Assert.Equal(5, known["distance_from_initialization"].Value, 1e-12);
        Assert.Equal(5 / Math.Sqrt(53), known["relative_distance_from_initialization"].Value, 1e-12);
        Assert.All(SmallSite.Evaluate(new DistanceFromInitialization(), Network(), new SquaredError<float>(), Two, Theta).Values, m => Assert.Equal(double.NaN, m.Value));
    }

    [Fact]
    public void Margins_are_taken_against_the_best_other_output()
    {
        // W = diag(2, 1): outputs (2, 2) and (6, −1); labels 1 and 0 give margins 0 and 7, and 10 % from the lower one 0.7. The spectral norm is 2.
        Dictionary<string, Metric> values = SmallSite.Evaluate(new OutputMargin(), SmallSite.Dense(2, 2), new SoftmaxCrossEntropy<float>(), SmallSite.Data([1, 0], [1, 2], [3, -1]), [2, 0, 0, 1], 1);
        Assert.Equal(0.7, values["output_margin"].Value, 1e-6);
        Assert.Equal(0.35, values["normalized_margin"].Value, 1e-6);
    }

    [Fact]
    public void A_single_output_counts_for_class_1_and_against_class_0()
    {
        // Outputs 1 and 3 for classes 1 and 0.
        Dictionary<string, Metric> values = SmallSite.Evaluate(new OutputMargin(), SmallSite.Dense(2, 1), new Logistic<float>(), SmallSite.Data([1, 0], [1, 2], [3, -1]), [1, 0]);
        Assert.Equal(-3 + (0.1 * 4), values["output_margin"].Value, 1e-6);
    }

    private static Network<float> Network()
    {
        NetworkBuilder<float> builder = new(new Shape(2));
        builder.Add("first", shape => new Dense<float>(shape, 2));
        builder.Add("relu", shape => new Elementwise<float, Relu<float>>(shape));
        builder.Add("second", shape => new Dense<float>(shape, 1, bias: false));
        return builder.Build();
    }
}
