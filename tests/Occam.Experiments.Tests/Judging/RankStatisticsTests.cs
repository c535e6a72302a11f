using Occam.Experiments.Judging;
using Occam.Numerics.Random;

namespace Occam.Experiments.Tests.Judging;

/// <summary>Rank statistics against the definitions over all pairs, and numbers worked out by hand.</summary>
public sealed class RankStatisticsTests
{
    [Fact]
    public void Ties_share_their_mean_rank_and_never_comes_last() =>
        Assert.Equal([2.5, 5.5, 1, 2.5, 4, 5.5], RankStatistics.MidRanks([3, double.NaN, 1, 3, 9, double.NaN]));

    [Fact]
    public void One_sample_before_the_other()
    {
        Assert.Equal((1, 1, 1), RankStatistics.Precedes([1, 2, 3], [4, 5, double.NaN]));
        Assert.Equal((0, 0, 0), RankStatistics.Precedes([4, 5], [1, 2, 3]));
        Assert.True(double.IsNaN(RankStatistics.Precedes([1], [1, 2]).Probability));
    }

    [Fact]
    public void The_probability_and_its_variance_are_those_over_all_pairs()
    {
        Seed seed = new(7);
        double[] x = [.. Enumerable.Range(0, 23).Select(i => (double)seed.Derive("x").Integer((ulong)i, 12))];
        double[] y = [.. Enumerable.Range(0, 31).Select(i => (double)seed.Derive("y").Integer((ulong)i, 12) + 3)];
        double Kernel(double a, double b) => a < b ? 1 : a == b ? 0.5 : 0;
        double expected = x.Average(a => y.Average(b => Kernel(a, b)));

        // DeLong's structural components, each the mean of the kernel over the other sample.
        double[] ofX = [.. x.Select(a => y.Average(b => Kernel(a, b)))], ofY = [.. y.Select(b => x.Average(a => Kernel(a, b)))];
        double variance = (ofX.Sum(v => (v - expected) * (v - expected)) / 22 / 23) + (ofY.Sum(v => (v - expected) * (v - expected)) / 30 / 31);
        (double probability, double low, double high) = RankStatistics.Precedes(x, y);
        Assert.Equal(expected, probability, 1e-12);
        Assert.Equal(2 * 1.959963984540054 * Math.Sqrt(variance), high - low, 1e-12);
        Assert.Equal(probability, (low + high) / 2, 1e-12);
    }

    [Fact]
    public void Spearman_by_hand()
    {
        // Ranks 1 2 3 4 5 and 2 1 4 3 5: ρ = 1 − 6·4/(5·24) = 0.8; artanh 0.8 = ln 3, standard error √(1.32/2).
        (double rho, double low, double high) = RankStatistics.Spearman([10, 20, 30, 40, 50], [2, 1, 4, 3, 9]);
        Assert.Equal(0.8, rho, 1e-14);
        double half = 1.959963984540054 * Math.Sqrt(0.66);
        Assert.Equal(Math.Tanh(Math.Log(3) - half), low, 1e-12);
        Assert.Equal(Math.Tanh(Math.Log(3) + half), high, 1e-12);
        Assert.Equal((-1, -1, -1), RankStatistics.Spearman([1, 2, 3, 4], [4, 3, 2, 1]));
        Assert.True(double.IsNaN(RankStatistics.Spearman([1, 1, 1, 1], [1, 2, 3, 4]).Correlation));
    }

    [Fact]
    public void Spearman_with_ties_is_pearsons_correlation_of_the_mid_ranks()
    {
        // Mid-ranks 1.5 1.5 3 4 and 1 2 3.5 3.5: products of deviations 1.5 + 0.5 + 0.5 + 1.5 over √(4.5 · 4.5).
        Assert.Equal(4 / 4.5, RankStatistics.Spearman([1, 1, 2, 3], [1, 2, 3, 3]).Correlation, 1e-14);
    }
}
