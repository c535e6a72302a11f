using Occam.Experiments.Regret;
using Occam.Networks.Architectures;
using Occam.Networks.Layers;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Tests.Regret;

/// <summary>The exact parts: the minimum of logistic regression, rank correlation, and the rescaling.</summary>
public sealed class LogisticRegressionTests
{
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.25)]
    [InlineData(6.0)]
    public void One_example_in_one_dimension_has_a_closed_form(double minimum)
    {
        // f(θ) = ln(1 + e^−θ) + (λ/2)θ² has its minimum where λθ = 1/(1 + e^θ).
        using Workers workers = new(1);
        double lambda = 1 / (1 + Math.Exp(minimum)) / minimum;
        LogisticFit fit = LogisticRegression.Minimize(workers, [1], [1], lambda);
        Assert.Equal(minimum, fit.Coefficients[0], 1e-8);
        Assert.Equal(Math.Log(1 + Math.Exp(-minimum)) + (lambda / 2 * minimum * minimum), fit.Objective, 1e-12);
        Assert.True(fit.GradientNorm <= 1e-11);
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1.0)]
    public void The_gradient_vanishes_in_the_space_of_the_parameters(double lambda)
    {
        const int n = 12, d = 30;
        using Workers workers = new(2);
        double[] x = new double[n * d];
        new Seed(5).Normals<double>(x, 0, 1);
        double[] signs = [.. Enumerable.Range(0, n).Select(i => i % 3 == 0 ? 1.0 : -1.0)];
        double[] gram = new double[n * n];
        for (int i = 0; i < n * n; i++) gram[i] = Enumerable.Range(0, d).Sum(k => x[(i / n * d) + k] * x[(i % n * d) + k]);
        LogisticFit fit = LogisticRegression.Minimize(workers, gram, signs, lambda);

        double[] theta = [.. Enumerable.Range(0, d).Select(k => Enumerable.Range(0, n).Sum(i => fit.Coefficients[i] * x[(i * d) + k]))];
        double[] margins = [.. Enumerable.Range(0, n).Select(i => signs[i] * Enumerable.Range(0, d).Sum(k => theta[k] * x[(i * d) + k]))];
        Assert.All(Enumerable.Range(0, d), k => Assert.Equal(
            0, (lambda * theta[k]) - Enumerable.Range(0, n).Sum(i => signs[i] * x[(i * d) + k] / (1 + Math.Exp(margins[i])) / n), 1e-10));
        Assert.Equal(margins.Average(m => Math.Log(1 + Math.Exp(-m))) + (lambda / 2 * theta.Sum(t => t * t)), fit.Objective, 1e-12);
    }

    [Fact]
    public void Tau_counts_ties()
    {
        // Of six pairs three are concordant, one discordant, one tied in x and one in y: 2/√(5 · 5).
        Assert.Equal(0.4, KendallTau.Of([(1, 1), (2, 2), (2, 3), (3, 2)]), 1e-15);
        Assert.Equal(1, KendallTau.Of([(1, 5), (double.NaN, 1), (2, 6)]));
        Assert.True(double.IsNaN(KendallTau.Of([(1, 1), (1, 2)])));
    }

    [Fact]
    public void Pairs_are_ordered_and_of_distinct_minibatches()
    {
        (double mean, double[] without) = PairMean.Of([100, 1, 2, 3, 100, 4, 5, 6, 100], 3);
        Assert.Equal(3.5, mean, 1e-15);
        Assert.Equal([5, 3.5, 2], without);
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(4f)]
    public void The_rescaling_keeps_every_bit_of_the_function(float alpha)
    {
        using Workers workers = new(1);
        Network<float> network = ModelZoo.Create<float>("mlp:7x2", new Shape(5), 3, new ModelOptions());
        using NetworkPasses<float> passes = new(network, workers, 4);
        float[] theta = ParameterInitializer.Fill(network, new Seed(1), InitializationScheme.He), scaled = [.. theta];
        new Seed(2).Normals(theta.AsSpan(), 0f, 1f);
        theta.CopyTo(scaled, 0);
        Rescaling.Apply(network, scaled, alpha);
        Assert.Equal(Outputs(passes, theta), Outputs(passes, scaled));
        Assert.Equal(alpha, scaled[0] / theta[0]);
        Assert.NotEqual(0, theta[^5]);
        Assert.Equal(theta[^5], scaled[^5]);
    }

    [Fact]
    public void What_becomes_of_a_measure_is_said_in_words()
    {
        Assert.Equal("invariant", new RescalingRow([1, 0.5, 2, 4], [3, 3, 3, 3]).Verdict);
        RescalingRow power = new([1, 0.5, 2, 4], [3, 12, 0.75, 3.0 / 16]);
        Assert.Equal("scales as α^k", power.Verdict);
        Assert.Equal(-2, power.Exponent, 1e-12);
        Assert.Equal("changes", new RescalingRow([1, 0.5, 2, 4], [3, 4, 4, 5]).Verdict);
        Assert.Equal("changes", new RescalingRow([1, 0.5, 2, 4], [3, 3.001, 2.999, 2.999]).Verdict);
        Assert.Equal("changes", new RescalingRow([1, 0.5, 2, 4], [3, double.NaN, 3, 3]).Verdict);
        Assert.Equal("not measured", new RescalingRow([1, 0.5], [double.NaN, double.NaN]).Verdict);
    }

    private static float[] Outputs(NetworkPasses<float> passes, float[] theta)
    {
        new Seed(3).Normals(passes.Begin(4), 0f, 1f);
        return passes.Forward(theta, [], PassContext.Frozen).ToArray();
    }
}
