using Occam.Numerics.Random;
using Occam.Numerics.Statistics;

namespace Occam.Numerics.Tests.Statistics;

public sealed class BootstrapTests
{
    [Fact]
    public void The_interval_of_a_mean_is_that_of_the_central_limit()
    {
        double[] values = new double[400];
        new Seed(3).Normals<double>(values, 5, 2);
        double mean = values.Average(), error = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length / values.Length);
        (double low, double high) = Bootstrap.Interval(values.Length, indices => indices.Average(i => values[i]), new Seed(4), 2000);
        Assert.InRange(low, mean - (2.1 * error), mean - (1.8 * error));
        Assert.InRange(high, mean + (1.8 * error), mean + (2.1 * error));
    }

    [Fact]
    public void A_constant_has_no_width() => Assert.Equal((7.0, 7.0), Bootstrap.Interval(5, _ => 7, new Seed(1)));

    [Fact]
    public void Samples_without_a_number_are_left_out()
    {
        Assert.Equal((1.0, 1.0), Bootstrap.Interval(3, indices => indices[0] == 0 ? double.NaN : 1, new Seed(1)));
        Assert.Equal((double.NaN, double.NaN), Bootstrap.Interval(3, _ => double.NaN, new Seed(1)));
    }
}
