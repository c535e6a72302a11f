using FsCheck;
using FsCheck.Fluent;
using Occam.Data.Datasets;
using Occam.Measures.Gradients;
using Occam.Measures.Planning;
using Occam.Measures.Tests.Support;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;
using Occam.Testing;

namespace Occam.Measures.Tests.Gradients;

/// <summary>Pairs of minibatches over random cuts.</summary>
public sealed class MinibatchDistributionTests
{
    private static readonly Config Hundred = Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(1UL, 3UL);

    /// <summary>As minibatches of one: cosines 0, 3/5, 4/5; regrets 3, 6/5; 4, 4/5; 2, 1; norms 3, 4, 5; ḡ = (2, 8/3), ‖ḡ‖ = 10/3.</summary>
    private static readonly double[][] Triangle = [[3, 0], [0, 4], [3, 4]];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Three_examples_by_hand(int partitions)
    {
        Dictionary<string, Metric> m = Of(Triangle, 1, partitions);
        Check(m, "batch_cosine/batch-1", 1.4 / 3, Math.Sqrt(2.0 / 3 * (1 - (1.96 / 3))));
        Check(m, "gradient_regret/batch-1", 2, Math.Sqrt(2.0 / 3 * 3.62));
        Check(m, "batch_gradient_norm/batch-1", 4, Math.Sqrt(1.0 / 3));
        double[] without = [9 / Math.Sqrt(73), 8 / Math.Sqrt(52), 7.0 / 5];
        double mean = without.Average();
        Check(m, "flatness_ratio/batch-1", 1.2, Math.Sqrt(2.0 / 3 * without.Sum(f => (f - mean) * (f - mean))));
        Assert.Equal(0.6, m["batch_cosine_median/batch-1"].Value, 1e-15);
        Assert.Equal(0, m["batch_cosine_low/batch-1"].Value, 1e-15);
        Assert.Equal(0.8, m["batch_cosine_high/batch-1"].Value, 1e-15);
        Assert.Equal(4, m["batch_gradient_norm_median/batch-1"].Value, 1e-15);
        Assert.Equal(1.2, m["flatness_ratio_median/batch-1"].Value, 1e-15);
        Assert.Null(m["gradient_regret_median/batch-1"].Error);
    }

    [Fact]
    public void Quantiles_are_of_all_pairs()
    {
        // Regrets sorted: 0.8, 1, 1.2, 2, 3, 4; NumPy's places 0.25, 2.5, 4.75.
        Dictionary<string, Metric> m = Of(Triangle, 1, 1);
        Assert.Equal(0.85, m["gradient_regret_low/batch-1"].Value, 1e-14);
        Assert.Equal(1.6, m["gradient_regret_median/batch-1"].Value, 1e-14);
        Assert.Equal(3.75, m["gradient_regret_high/batch-1"].Value, 1e-14);
        Assert.Equal(3.1, m["batch_gradient_norm_low/batch-1"].Value, 1e-14);
        Assert.Equal(4.9 / (10.0 / 3), m["flatness_ratio_high/batch-1"].Value, 1e-14);
    }

    [Fact]
    public void Minibatches_are_means_over_disjoint_examples_in_the_named_order()
    {
        const int n = 11, size = 3, partitions = 4;
        double[][] gradients = Draw(7, n, 5);
        double cosine = 0, regret = 0, norm = 0, flatness = 0;
        for (int partition = 0; partition < partitions; partition++)
        {
            int[] order = new int[n];
            new Seed(3).Derive(partition).Permutation(order);
            double[][] batches = [.. order.Chunk(size).Where(b => b.Length == size).Select(b => Mean([.. b.Select(i => gradients[i])]))];
            Assert.Equal(3, batches.Length);
            (double[] A, double[] B)[] pairs = [.. batches.SelectMany(a => batches.Where(b => b != a).Select(b => (a, b)))];
            double Cosine((double[] A, double[] B) p) => MatrixObservation.Dot(p.A, p.B) / Norm(p.A) / Norm(p.B);
            cosine += pairs.Average(Cosine) / partitions;
            regret += pairs.Average(p => Norm(p.B) * (1 - Cosine(p))) / partitions;
            norm += batches.Average(Norm) / partitions;
            flatness += batches.Average(Norm) / Norm(Mean(batches)) / partitions;
        }

        Dictionary<string, Metric> m = Of(gradients, size, partitions);
        Assert.Equal(cosine, m["batch_cosine/batch-3"].Value, 1e-13);
        Assert.Equal(regret, m["gradient_regret/batch-3"].Value, 1e-13);
        Assert.Equal(norm, m["batch_gradient_norm/batch-3"].Value, 1e-13);
        Assert.Equal(flatness, m["flatness_ratio/batch-3"].Value, 1e-13);
    }

    [Fact]
    public void In_file_order_they_are_the_minibatches_of_the_measure_command()
    {
        const int n = 23, size = 4;
        Network<double> network = Mixed.Network<double>();
        using Workers workers = new(2);
        using NetworkPasses<double> passes = new(network, workers, 7);
        (Dataset data, SoftmaxCrossEntropy<double> loss) = (Mixed.Data(n), new());
        Recorder<double[]> gram = new(new Need.GradientGram(), at => at.GradientGram.ToArray());
        new Observer<double>(passes, loss, data, new MeasurementPlan(gram)).Observe(Mixed.Theta<double>(), network.InitialState());
        BatchPairs pairs = MinibatchDistribution.Pairs(gram.Value, [.. Enumerable.Range(0, n)], size);
        IReadOnlyList<Metric> expected = MinibatchGradients.Measure(passes, loss, data, size, 1 << 20, Mixed.Theta<double>(), network.InitialState());
        Metric[] actual = [pairs.Cosine.Metric("batch_cosine"), pairs.Regret.Metric("gradient_regret"), pairs.Norm.Metric("batch_gradient_norm"), pairs.Flatness.Metric("flatness_ratio")];
        Assert.Equal(expected.Select(m => m.Name), actual.Select(m => m.Name));
        foreach ((Metric e, Metric a) in expected.Zip(actual))
        {
            Watching.Near(e.Value, a.Value, 1e-12, e.Name);
            Watching.Near(e.Error!.Value, a.Error!.Value, 1e-11, e.Name + " error");
        }
    }

    [Fact]
    public void Identical_gradients_have_no_regret()
    {
        Dictionary<string, Metric> m = Of([.. Enumerable.Repeat<double[]>([3, 4], 10)], 2, 2);
        Assert.Equal(1, m["batch_cosine/batch-2"].Value, 1e-14);
        Assert.Equal(0, m["gradient_regret/batch-2"].Value, 1e-14);
        Assert.Equal(5, m["batch_gradient_norm/batch-2"].Value, 1e-14);
        Check(m, "flatness_ratio/batch-2", 1, 0);
    }

    [Fact]
    public void Orthogonal_gradients_regret_their_whole_norm()
    {
        // n unit axes in minibatches of B: ‖g_b‖ = 1/√B, ‖ḡ‖ = 1/√n.
        double[][] axes = [.. Enumerable.Range(0, 12).Select(i => Enumerable.Range(0, 12).Select(j => i == j ? 1.0 : 0).ToArray())];
        Dictionary<string, Metric> m = Of(axes, 3, 2);
        Check(m, "batch_cosine/batch-3", 0, 0);
        Check(m, "gradient_regret/batch-3", 1 / Math.Sqrt(3), 0);
        Check(m, "batch_gradient_norm/batch-3", 1 / Math.Sqrt(3), 0);
        Assert.Equal(2, m["flatness_ratio/batch-3"].Value, 1e-14);
    }

    [Fact]
    public void The_mean_of_norms_is_at_least_the_norm_of_the_mean_and_regret_is_not_negative() => Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
    {
        Dictionary<string, Metric> m = Of(Draw(seed, 4 + (seed % 9), 1 + (seed % 5)), 1 + (seed % 2), 2);
        string suffix = $"/batch-{1 + (seed % 2)}";
        double cosine = m["batch_cosine" + suffix].Value, regret = m["gradient_regret" + suffix].Value, norm = m["batch_gradient_norm" + suffix].Value;
        return m["flatness_ratio" + suffix].Value >= 1 - 1e-14 && cosine is <= 1 and >= -1 && regret >= -1e-14 && regret <= 2 * norm
            && m["gradient_regret_low" + suffix].Value <= m["gradient_regret_median" + suffix].Value;
    }).Check(Hundred);

    [Fact]
    public void Single_examples_have_no_order() => Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
    {
        double[][] gradients = Draw(seed, 4 + (seed % 9), 3);
        Dictionary<string, Metric> forward = Of(gradients, 1, 2), backward = Of([.. gradients.Reverse()], 1, 2);
        return forward.All(m => Tolerance.Error(m.Value.Value, backward[m.Key].Value, 1e-9) < 1e-9 && Tolerance.Error(m.Value.Error ?? 0, backward[m.Key].Error ?? 0, 1e-9) < 1e-8);
    }).Check(Hundred);

    [Fact]
    public void Two_minibatches_have_no_error_and_a_gradient_of_zero_no_direction()
    {
        Assert.Equal(double.NaN, Of(Triangle[..2], 1, 1)["gradient_regret/batch-1"].Error);
        Dictionary<string, Metric> m = Of([[0, 0], [1, 0], [0, 1]], 1, 1);
        Assert.Equal(double.NaN, m["gradient_regret/batch-1"].Value);
        Assert.Equal(2.0 / 3, m["batch_gradient_norm/batch-1"].Value, 1e-15);
    }

    [Fact]
    public void Settings_that_cannot_be_are_refused()
    {
        Assert.Equal(2, Assert.Throws<InputException>(() => new MinibatchDistribution(0, 0, new Seed(1))).Faults.Count);
        InputException few = Assert.Throws<InputException>(() => Of(Triangle, 2, 1));
        Assert.Equal("Minibatch size: expected at most 1, so that there are two minibatches of the 3 examples, got 2. Choose smaller minibatches, or observe more examples.", few.Message);
        Assert.Throws<InputException>(() => Of(Triangle, 1, 20_000_000));
    }

    private static Dictionary<string, Metric> Of(double[][] gradients, int batchSize, int partitions) =>
        new MinibatchDistribution(batchSize, partitions, new Seed(3)).Evaluate(new MatrixObservation(gradients)).ToDictionary(m => m.Name);

    private static void Check(Dictionary<string, Metric> metrics, string name, double value, double error)
    {
        Assert.Equal(value, metrics[name].Value, 1e-14);
        Assert.Equal(error, metrics[name].Error!.Value, 1e-14);
    }

    private static double[][] Draw(int seed, int n, int length)
    {
        Draws draws = new($"minibatches {seed}");
        return [.. Enumerable.Range(0, n).Select(_ => draws.Normals(length, Math.Pow(10, draws.Uniform(-1, 1))))];
    }

    private static double[] Mean(double[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(p => rows.Average(r => r[p]))];

    private static double Norm(double[] vector) => Math.Sqrt(MatrixObservation.Dot(vector, vector));
}
