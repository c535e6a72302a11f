using Occam.Experiments.Evidence;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Tests.Evidence;

/// <summary>Minimum and evidence against generate_logistic.py, closed forms and quadrature.</summary>
public sealed class PenalizedLogisticTests
{
    private const double BiasRange = 10;

    [Theory]
    [InlineData(14, -0.3718108743948305, 0.4612961811997498, 9.502306952004028, 1.0591516441632234)]
    [InlineData(200, -0.24522997555469464, 0.40452117676970273, 136.50009515339903, 5.579078696318392)]
    public void The_minimum_is_that_of_plain_Python(int count, double weight, double bias, double objective, double logDeterminant)
    {
        LogisticMinimum minimum = Minimize(Data(count), 0.5);
        Assert.Equal(weight, minimum.Parameters[0], 1e-7);
        Assert.Equal(bias, minimum.Parameters[1], 1e-7);
        Assert.Equal(objective, minimum.Objective, 1e-11);
        Assert.Equal(logDeterminant, minimum.LogDeterminant, 1e-7);
        Assert.InRange(minimum.Gain, 0, 1e-12);
        Assert.InRange(minimum.GradientNorm, 0, 1e-5);
    }

    [Theory]
    [InlineData(14, -12.418586605391665, 0.05)]
    [InlineData(200, -141.70758003826435, 0.01)]
    public void The_evidence_nears_that_of_quadrature(int count, double logEvidence, double tolerance)
    {
        LogisticMinimum minimum = Minimize(Data(count), 0.5);
        Assert.Equal(logEvidence, -(minimum.Objective + LinearEvidence.OccamFactor(minimum.LogDeterminant, 1, 0.5, BiasRange)), tolerance);
    }

    [Fact]
    public void A_bias_alone_has_a_closed_form()
    {
        // k of n: p = k/n, C = n·entropy, Hessian n·p(1 − p); weights of a dark pixel pay nothing.
        double[] values = [.. Enumerable.Range(0, 20).SelectMany(i => (double[])[0, 1])], signs = [.. Enumerable.Range(0, 20).Select(i => i < 5 ? 1.0 : -1)];
        LogisticMinimum minimum = Minimize(new LogisticFeatures(values, 20, 2, signs), 3);
        Assert.Equal(Math.Log(1.0 / 3), minimum.Parameters[1], 1e-7);
        Assert.Equal(-20 * ((0.25 * Math.Log(0.25)) + (0.75 * Math.Log(0.75))), minimum.Objective, 1e-11);
        Assert.Equal(
            (Math.Log(20 * 0.25 * 0.75) / 2) + Math.Log(20) - (Math.Log(2 * Math.PI) / 2), LinearEvidence.OccamFactor(minimum.LogDeterminant, 1, 3, BiasRange), 1e-7);
    }

    [Fact]
    public void A_strong_prior_leaves_the_null_model_and_the_price_of_the_bias()
    {
        // 50 of each label: C → 100 ln 2, so that E is the bias's share of the Occam factor.
        double[] values = [.. Enumerable.Range(0, 100).SelectMany(i => (double[])[new Seed(3).Uniform((ulong)i), 1])];
        LogisticMinimum minimum = Minimize(new LogisticFeatures(values, 100, 2, [.. Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? 1.0 : -1)]), 1e12);
        double price = (Math.Log(25) / 2) + Math.Log(20) - (Math.Log(2 * Math.PI) / 2);
        Assert.Equal(price, minimum.Objective + LinearEvidence.OccamFactor(minimum.LogDeterminant, 1, 1e12, BiasRange) - (100 * Math.Log(2)), 1e-8);
    }

    [Fact]
    public void Perfectly_separable_labels_are_fitted_at_a_weak_prior()
    {
        double[] values = [.. Enumerable.Range(0, 40).SelectMany(i => (double[])[i / 40.0, 1])];
        LogisticFeatures features = new(values, 40, 2, [.. Enumerable.Range(0, 40).Select(i => i < 13 ? -1.0 : 1)]);
        LogisticMinimum minimum = Minimize(features, 1e-6);
        Assert.Equal(1, PenalizedLogistic.Accuracy(features, PenalizedLogistic.Outputs(features, minimum.Parameters)));
        Assert.InRange(minimum.Gain, 0, 1e-6);
    }

    private static LogisticMinimum Minimize(LogisticFeatures features, double penalty)
    {
        using Workers workers = new(1);
        return new PenalizedLogistic(workers, features, penalty).Minimize(new double[features.Width]);
    }

    private static LogisticFeatures Data(int count) => new(
        [.. Enumerable.Range(0, count).SelectMany(i => (double[])[i * 7 % 11 / 10.0, 1])], count, 2, [.. Enumerable.Range(0, count).Select(i => i * 5 % 7 > 2 ? 1.0 : -1)]);
}
