using Occam.Numerics.Dense;
using Occam.Numerics.Errors;

namespace Occam.Numerics.Tests.Dense;

/// <summary>Against generate_hinges.py, which eliminates over the rationals and asks numpy for eigenvalues and for the condition number.</summary>
public sealed class HingeSystemTests
{
    // Every quantity is a quotient of numbers that are exact here, of which n are added.
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData(1, 1.0, -3.984375, 3.0, 3.0, 3.0, 1.0, 1.0)]
    [InlineData(1, 0.5, -3.484375, 6.0, 6.0, 6.0, 0.5, 1.0)]
    [InlineData(1, 0.75, -3.734375, 4.0, 4.0, 4.0, 0.75, 1.0)]
    [InlineData(2, 1.0, -3.125, 21.333333333333332, -42.666666666666664, 64.0, 0.140625, 9.0)]
    [InlineData(2, 0.5, -3.0546875, 42.666666666666664, -128.0, 170.66666666666666, 0.0703125, 16.0)]
    [InlineData(2, 0.75, -3.08984375, 28.444444444444443, -66.37037037037037, 94.81481481481481, 0.10546875, 11.11111111111111)]
    [InlineData(5, 1.0, -3.10546875, 24.774193548387096, 24.0, 253.81505376344086, 0.0625, 84.525)]
    [InlineData(5, 0.5, -3.044921875, 49.54838709677419, 507.6301075268817, 1432.6021505376343, 0.03125, 393.14605734767025)]
    [InlineData(5, 0.75, -3.0751953125, 33.03225806451613, 85.72669587149873, 464.76675959113237, 0.046875, 127.51620370370371)]
    [InlineData(33, 1.0, -3.0986328125, 26.256410256410255, 93.86666666666666, 2879.890598290598, 0.015625, 11027.5)]
    [InlineData(33, 0.5, -3.04150390625, 52.51282051282051, 1638.1811965811967, 36681.955555555556, 0.0078125, 412171.375)]
    [InlineData(33, 0.75, -3.070068359375, 35.00854700854701, 47.64526472487932, 4293.403512674601, 0.01171875, 21733.249981300894)]
    public void Weights_eigenvalue_and_condition_are_the_exact_ones(int n, double fraction, double firstThreshold, double firstWeight, double lastWeight, double sum, double smallest, double condition)
    {
        HingeSystem system = new(Points(n), fraction);
        double[] weights = system.Solve([.. Enumerable.Range(0, n).Select(i => (double)(((i * 7) + 3) % 10))]);
        Assert.Equal(firstThreshold, system.Thresholds[0]);
        Assert.Equal(firstWeight, weights[0], Tolerance * firstWeight);
        Assert.Equal(lastWeight, weights[^1], Tolerance * sum);
        Assert.Equal(sum, weights.Sum(Math.Abs), Tolerance * sum);
        Assert.Equal(smallest, system.SmallestEigenvalue, Tolerance * smallest);
        Assert.Equal(condition, system.Condition, Tolerance * condition);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    [InlineData(0.01)]
    public void Thresholds_interleave_and_the_product_gives_the_targets(double fraction)
    {
        double[] points = Points(40), targets = [.. Enumerable.Range(0, 40).Select(i => Math.Sin(i))];
        HingeSystem system = new(points, fraction);
        double[] weights = system.Solve(targets);
        for (int i = 0; i < 40; i++)
        {
            Assert.True(system.Thresholds[i] < points[i] && (i == 0 || system.Thresholds[i] >= points[i - 1]));
            double[] terms = [.. weights.Select((w, j) => w * Math.Max(points[i] - system.Thresholds[j], 0))];
            Assert.Equal(targets[i], terms.Sum(), 1e-14 * (1 + terms.Sum(Math.Abs)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    public void Points_between_which_there_is_no_number_keep_a_positive_diagonal(double fraction)
    {
        double next = Math.BitIncrement(1.0);
        HingeSystem system = new([1, next, Math.BitIncrement(next)], fraction);
        Assert.True(system.SmallestEigenvalue > 0);
        Assert.True(system.Thresholds[0] < 1 && system.Thresholds[1] >= 1 && system.Thresholds[1] < next);
    }

    [Theory]
    [InlineData(new[] { 0.0 }, 0, "a fraction above 0 and at most 1, got 0. ½ is midway, 1 the point before.")]
    [InlineData(new[] { 0.0 }, double.NaN, "a fraction above 0 and at most 1, got NaN. ½ is midway, 1 the point before.")]
    [InlineData(new double[0], 1, "at least one point, got none. Give an example.")]
    [InlineData(new[] { 1.0, 2, 2 }, 1, "finite points, each larger than the one before, got 2 after 2 at place 2. Sort them, and leave out what is twice.")]
    [InlineData(new[] { 1.0, double.NaN }, 1, "finite points, each larger than the one before, got NaN after 1 at place 1. Sort them, and leave out what is twice.")]
    [InlineData(new[] { double.NegativeInfinity, 1 }, 1, "finite points, each larger than the one before, got -Infinity. Sort them, and leave out what is twice.")]
    public void What_is_no_line_of_points_is_refused(double[] points, double fraction, string text) =>
        Assert.Equal($"Thresholds between points: expected {text}", Assert.Throws<InputException>(() => new HingeSystem(points, fraction)).Message);

    [Fact]
    public void A_weight_that_is_no_number_is_said() => Assert.Equal(
        "Solving A w = y: expected finite weights, got Infinity at place 1, where two points are 5E-324 from their threshold. Choose another direction, or smaller targets.",
        Assert.Throws<NumericalException>(() => new HingeSystem([0, double.Epsilon], 1).Solve([0, 1])).Message);

    [Fact]
    public void Targets_of_another_number() => Assert.Throws<ArgumentException>(() => new HingeSystem([1, 2], 1).Solve([1]));

    /// <summary>The formula of the generator: multiples of 1/64.</summary>
    private static double[] Points(int n)
    {
        double at = -3;
        return [.. Enumerable.Range(0, n).Select(i => at += (1 + (((i * i * 5) + (3 * i)) % 17)) / 64.0)];
    }
}
