using Occam.Numerics.Random;
using Occam.Numerics.Statistics;

namespace Occam.Numerics.Tests.Statistics;

/// <summary>Rankings and splits against values worked out by hand; the average precisions are those of scikit-learn's definition.</summary>
public sealed class RankingTests
{
    [Theory]
    [InlineData(new[] { 4.0, 3, 2, 1 }, new[] { true, true, false, false }, 1.0)]
    [InlineData(new[] { 4.0, 3, 2, 1 }, new[] { false, false, true, true }, 5.0 / 12)]
    [InlineData(new[] { 0.1, 0.4, 0.35, 0.8 }, new[] { false, false, true, true }, 0.8333333333333333)]
    [InlineData(new[] { 1.0, 1, 1, 1 }, new[] { true, false, false, false }, 0.25)]
    [InlineData(new[] { 2.0, 2, 1, 1 }, new[] { true, false, true, false }, 0.5)]
    public void Average_precision(double[] scores, bool[] marked, double expected) =>
        Assert.Equal(expected, Ranking.AveragePrecision(scores, marked), 1e-15);

    [Fact]
    public void Nothing_marked_has_no_precision() => Assert.Equal(double.NaN, Ranking.AveragePrecision([1, 2], [false, false]));

    [Fact]
    public void The_order_of_the_examples_does_not_matter()
    {
        double[] scores = [3, 1, 4, 1, 5, 2, 2, 5, 3, 5];
        bool[] marked = [true, false, false, true, true, false, true, false, false, true];
        int[] order = new int[scores.Length];
        for (int turn = 0; turn < 50; turn++)
        {
            new Seed(7).Derive(turn).Permutation(order);
            Assert.Equal(Ranking.AveragePrecision(scores, marked), Ranking.AveragePrecision([.. order.Select(i => scores[i])], [.. order.Select(i => marked[i])]));
        }
    }

    [Fact]
    public void Precision_and_recall_above_a_threshold()
    {
        double[] scores = [5, 4, 3, 2, 1];
        bool[] marked = [true, false, true, false, true];
        Assert.Equal((2.0 / 3, 2.0 / 3), Ranking.Above(2.5, scores, marked));
        Assert.Equal((1.0, 1.0 / 3), Ranking.Above(4, scores, marked));
        Assert.Equal((double.NaN, 0.0), Ranking.Above(9, scores, marked));
        Assert.Equal((0.0, double.NaN), Ranking.Above(0, scores, new bool[5]));
    }

    [Theory]
    [InlineData(new[] { 0.0, 1, 0, 1, 10, 11 }, 5.5)]
    [InlineData(new[] { 3.0, 1 }, 2.0)]
    [InlineData(new[] { 0.0, 0, 0, 8 }, 4.0)]
    public void The_best_split(double[] values, double expected) => Assert.Equal(expected, OtsuThreshold.Of(values));

    [Theory]
    [InlineData(new double[] { })]
    [InlineData(new[] { 2.0, 2, 2 })]
    public void Equal_values_have_no_split(double[] values) => Assert.Equal(double.NaN, OtsuThreshold.Of(values));

    [Fact]
    public void The_split_is_the_best_of_all()
    {
        double[] values = [0.3, 2.5, 2.2, 0.1, 7, 0.4, 2.4];
        double threshold = OtsuThreshold.Of(values);
        foreach (double other in values.Order().Skip(1).Select((v, i) => (v + values.Order().ElementAt(i)) / 2)) Assert.True(Between(threshold) >= Between(other));

        double Between(double at)
        {
            double[] low = [.. values.Where(v => v < at)], high = [.. values.Where(v => v >= at)];
            return low.Length * high.Length * Math.Pow(low.Average() - high.Average(), 2);
        }
    }
}
