using System.Text.Json;
using Occam.Numerics.Statistics;
using Occam.Numerics.Tests.Simd;

namespace Occam.Numerics.Tests.Statistics;

public class StatisticsTests
{
    [Fact]
    public void Quantiles_and_moments_are_those_of_NumPy()
    {
        using JsonDocument document = Open();
        foreach (JsonElement sample in document.RootElement.GetProperty("samples").EnumerateArray())
        {
            double[] values = Numbers(sample.GetProperty("values")), levels = Numbers(sample.GetProperty("levels"));
            Assert.Equal(Numbers(sample.GetProperty("linear")), levels.Select(q => Quantiles.Linear(values, q)));
            Assert.Equal(Numbers(sample.GetProperty("linear")), levels.Select(q => Quantiles.LinearOfSorted([.. values.Order()], q)));
            Assert.Equal(Numbers(sample.GetProperty("nearest")), levels.Select(q => Quantiles.Nearest(values, q)));
            Assert.Equal(sample.GetProperty("median").GetDouble(), Quantiles.Median(values));
            RunningMoments moments = Moments(values);
            Assert.Equal(sample.GetProperty("mean").GetDouble(), moments.Mean, 1e-14);
            Assert.Equal(sample.GetProperty("mean").GetDouble(), Means.Arithmetic(values), 1e-14);
            if (values.Length > 1) Assert.Equal(sample.GetProperty("variance").GetDouble(), moments.Variance, 1e-12);
        }
    }

    [Fact]
    public void Quantiles_of_bad_samples_and_levels()
    {
        Assert.True(double.IsNaN(Quantiles.Median([])));
        Assert.True(double.IsNaN(Quantiles.Linear([1, double.NaN, 2], 0.5)));
        Assert.True(double.IsNaN(Quantiles.LinearOfSorted([double.NaN, 1, 2], 0.5)));
        Assert.True(double.IsNaN(Quantiles.LinearOfSorted([], 0.5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Linear([1.0], 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.LinearOfSorted([1.0], 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Nearest([1.0], double.NaN));
    }

    [Fact]
    public void Running_moments_survive_a_large_offset_and_merge()
    {
        double[] values = [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16];
        Assert.Equal(30, Moments(values).Variance);
        Assert.Equal(Math.Sqrt(30.0 / 4), Moments(values).StandardError);
        RunningMoments left = Moments(values.AsSpan(0, 1));
        left.Merge(Moments(values.AsSpan(1)));
        left.Merge(new RunningMoments());
        Assert.Equal((4L, 1e9 + 10, 30), (left.Count, left.Mean, left.Variance));
        RunningMoments empty = new();
        Assert.True(double.IsNaN(empty.Mean) && double.IsNaN(empty.Variance));
        empty.Merge(left);
        Assert.Equal(30, empty.Variance);
        Assert.Equal(Math.Sqrt(30), empty.StandardDeviation);
    }

    /// <summary>For the mean, the jackknife's error is s/√n and its bias zero; for the variance with divisor n, its bias is −s²/n.</summary>
    [Fact]
    public void The_jackknife_is_exact_for_mean_and_variance()
    {
        double[] values = [2, 3, 5, 8, 13, 21];
        double[] means = [.. values.Select((_, i) => values.Where((_, j) => j != i).Average())];
        Assert.Equal(Moments(values).StandardError, Jackknife.StandardError(means), 1e-13);
        Assert.Equal(0, Jackknife.Bias(values.Average(), means), 1e-13);
        double[] variances = [.. values.Select((_, i) => Variance([.. values.Where((_, j) => j != i)]))];
        Assert.Equal(-Moments(values).Variance / 6, Jackknife.Bias(Variance(values), variances), 1e-12);
        Assert.True(double.IsNaN(Jackknife.StandardError([1.0])));
    }

    [Fact]
    public void Geometric_means()
    {
        Assert.Equal(6, Means.Geometric([4, 9]), 1e-14);
        Assert.Equal(1e200, Means.Geometric([1e100, 1e300]), 1e187);
        Assert.Equal(0, Means.Geometric([0, 5]));
        Assert.True(double.IsNaN(Means.Geometric([-1, 5])));
        Assert.True(double.IsNaN(Means.Geometric([])));
    }

    [Fact]
    public void A_level_is_first_reached_between_two_points()
    {
        double[] x = [0, 10, 20, 30], rising = [1, 1, 3, 2], falling = [4, 2, 2, 0];
        Assert.Equal(15, MonotoneCurve.FirstReaches(x, rising, 2));
        Assert.Equal(0, MonotoneCurve.FirstReaches(x, rising, 1));
        Assert.Equal(5, MonotoneCurve.FirstReaches(x, falling, 3));
        Assert.Equal(10, MonotoneCurve.FirstReaches(x, falling, 2));
        Assert.Equal(25, MonotoneCurve.FirstReaches(x, falling, 1));
        Assert.Null(MonotoneCurve.FirstReaches(x, rising, 3.5));
        Assert.Null(MonotoneCurve.FirstReaches(x, [0, double.NaN, 2, 3], 1));
        Assert.Throws<ArgumentException>(() => MonotoneCurve.FirstReaches(x, [1, 2], 1));
    }

    [Fact]
    public void Normal_and_Student_quantiles_are_those_of_mpmath()
    {
        using JsonDocument document = Open();
        foreach (JsonElement row in document.RootElement.GetProperty("normal").EnumerateArray())
        {
            double expected = row[1].GetDouble();
            Assert.Equal(expected, NormalDistribution.Quantile(row[0].GetDouble()), 1e-15 * Math.Abs(expected));
        }

        foreach (JsonElement row in document.RootElement.GetProperty("student").EnumerateArray())
        {
            double expected = row[2].GetDouble();
            Assert.Equal(expected, StudentDistribution.Quantile(row[0].GetDouble(), row[1].GetInt32()), 1e-10 * Math.Abs(expected));
        }
    }

    [Fact]
    public void Quantiles_at_and_outside_the_ends()
    {
        Assert.Equal(double.NegativeInfinity, NormalDistribution.Quantile(0));
        Assert.Equal(double.PositiveInfinity, StudentDistribution.Quantile(1, 3));
        Assert.True(double.IsNaN(NormalDistribution.Quantile(1.1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentDistribution.Quantile(0.9, 0));
    }

    private static double Variance(double[] values) => values.Sum(v => (v - values.Average()) * (v - values.Average())) / values.Length;

    private static RunningMoments Moments(ReadOnlySpan<double> values)
    {
        RunningMoments moments = new();
        foreach (double value in values) moments.Add(value);
        return moments;
    }

    private static JsonDocument Open() => JsonDocument.Parse(File.ReadAllText(TestFiles.Path("Statistics", "statistics_reference.json")));

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];
}
