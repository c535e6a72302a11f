using FsCheck;
using FsCheck.Fluent;
using Occam.Measures.Gradients;
using Occam.Measures.Planning;
using Occam.Measures.Tests.Support;
using Occam.Networks.Losses;
using Occam.Testing;

namespace Occam.Measures.Tests.Gradients;

/// <summary>The ratio of mean gradient and scatter, by parameter.</summary>
public sealed class SignalToNoiseTests
{
    private static readonly Config Hundred = Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(1UL, 3UL);

    [Fact]
    public void Three_examples_by_hand()
    {
        // First parameter 1, 2, 3: mean 2, variance 1, ratio 4. Second 0, 0, 3: 1, 3, ⅓. Third is constant, fourth zero: silent.
        // Without the first: 2.5²/½ = 12½ and 1.5²/4.5 = ½, mean 6½. Without the second: 2²/2 = 2 and ½, 1¼. Without the third: 1.5²/½ = 4½, and a
        // second parameter that is now silent, 4½.
        (Metric ratio, Metric silent) = Of([[1, 0, 5, 0], [2, 0, 5, 0], [3, 3, 5, 0]]);
        Assert.Equal((4 + (1.0 / 3)) / 2, ratio.Value, 1e-14);
        Assert.Equal(2, silent.Value);
        double[] without = [6.5, 1.25, 4.5];
        double mean = without.Average();
        Assert.Equal(Math.Sqrt(2.0 / 3 * without.Sum(w => (w - mean) * (w - mean))), ratio.Error!.Value, 1e-13);
    }

    [Fact]
    public void The_error_leaves_out_ten_groups_of_consecutive_examples()
    {
        double[][] gradients = Draw(3, 37, 4);
        double[] without = [.. Enumerable.Range(0, 10).Select(g => Of([.. gradients.Where((_, i) => i < g * 37 / 10 || i >= (g + 1) * 37 / 10)]).Ratio.Value)];
        double mean = without.Average();
        Assert.Equal(Math.Sqrt(0.9 * without.Sum(w => (w - mean) * (w - mean))), Of(gradients).Ratio.Error!.Value, 1e-12);
    }

    [Fact]
    public void Is_at_least_zero_and_does_not_depend_on_scale_or_order() => Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
    {
        double[][] gradients = Draw(seed, 3 + (seed % 9), 1 + (seed % 5));
        double ratio = Of(gradients).Ratio.Value;
        return ratio >= 0 && ratio == Of([.. gradients.Select(g => g.Select(v => 1024 * v).ToArray())]).Ratio.Value
            && Tolerance.Error(ratio, Of([.. gradients.Reverse()]).Ratio.Value) < 1e-9;
    }).Check(Hundred);

    [Fact]
    public void Noise_alone_gives_about_one_over_n()
    {
        // Over all sixteen signs of four gradients ±1, whose expectation is 0, E ḡ² is a quarter of E Var: the floor of the ratio is about 1/n, not 0.
        double means = 0, variances = 0;
        for (int signs = 0; signs < 16; signs++)
        {
            double[] g = [.. Enumerable.Range(0, 4).Select(i => (signs >> i & 1) == 0 ? 1.0 : -1)];
            double mean = g.Average(), variance = g.Sum(v => (v - mean) * (v - mean)) / 3;
            (means, variances) = (means + (mean * mean), variances + variance);
            double ratio = Of([.. g.Select(v => new[] { v })]).Ratio.Value;
            if (variance > 0) Assert.Equal(mean * mean / variance, ratio, 1e-14);
            else Assert.Equal(double.NaN, ratio);
        }

        Assert.Equal(0.25, means / variances, 1e-14);
    }

    [Fact]
    public void One_example_has_no_variance()
    {
        (Metric ratio, Metric silent) = Of([[1, 2, 3]]);
        Assert.Equal(double.NaN, ratio.Value);
        Assert.Equal(3, silent.Value);
        Assert.Equal(double.NaN, Of([[1, 2], [2, 3]]).Ratio.Error);
    }

    [Fact]
    public void Chunks_and_threads_change_no_bit()
    {
        Metric[] Observe(int chunk, int threads) =>
            Watching.Observe(Mixed.Network<float>(), Mixed.Theta<float>(), new SoftmaxCrossEntropy<float>(), Mixed.Data(53), new SignalToNoise(), chunk: chunk, threads: threads);
        Metric[] whole = Observe(53, 1);
        Assert.True(whole[0].Value > 0 && double.IsFinite(whole[0].Error!.Value));
        Assert.Equal(whole, Observe(4, 2));
        Assert.Equal(whole, Observe(2, 3));
    }

    private static (Metric Ratio, Metric Silent) Of(double[][] gradients)
    {
        IReadOnlyList<Metric> metrics = new SignalToNoise().Evaluate(new MatrixObservation(gradients));
        return (metrics[0], metrics[1]);
    }

    private static double[][] Draw(int seed, int n, int length)
    {
        Draws draws = new($"signals {seed}");
        return [.. Enumerable.Range(0, n).Select(_ => draws.Normals(length))];
    }
}
