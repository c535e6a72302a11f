using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Occam.Data.Datasets;
using Occam.Measures.Coherence;
using Occam.Measures.Planning;
using Occam.Measures.Tests.Support;
using Occam.Networks.Losses;
using Occam.Numerics.Statistics;
using Occam.Testing;

namespace Occam.Measures.Tests.Coherence;

/// <summary>What holds for all gradients.</summary>
public sealed class PropertyTests
{
    private static readonly Config Hundred = Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(1UL, 3UL);

    [Fact]
    public void Lies_between_0_and_n() => Prop.ForAll(Sets(), seed =>
    {
        float[][] gradients = Gradients(seed);
        double value = Of(gradients).Value;
        return value >= 0 && value <= gradients.Length * (1 + 1e-14);
    }).Check(Hundred);

    [Fact]
    public void Order_does_not_matter() => Prop.ForAll(Sets(), seed =>
    {
        float[][] gradients = Gradients(seed);
        Metric forward = Of(gradients), backward = Of([.. gradients.Reverse()]);
        return Tolerance.Error(forward.Value, backward.Value) < 1e-13 && Tolerance.Error(forward.Error!.Value, backward.Error!.Value, 1e-9) < 1e-9;
    }).Check(Hundred);

    [Fact]
    public void Scale_does_not_matter() => Prop.ForAll(Sets(), seed =>
    {
        float[][] gradients = Gradients(seed);
        float[][] larger = [.. gradients.Select(g => g.Select(v => 1024 * v).ToArray())];
        return Of(gradients) == Of(larger);
    }).Check(Hundred);

    [Fact]
    public void The_error_is_that_of_leaving_each_example_out() => Prop.ForAll(Sets(), seed =>
    {
        float[][] gradients = Gradients(seed);
        double[] withoutOne = [.. Enumerable.Range(0, gradients.Length).Select(i => Of([.. gradients.Where((_, j) => j != i)]).Value)];
        return Tolerance.Error(Of(gradients).Error!.Value, Jackknife.StandardError(withoutOne), 1e-9) < 1e-9;
    }).Check(Hundred);

    [Fact]
    public void Without_the_diagonal_it_is_the_mean_over_pairs_and_its_error_that_of_leaving_each_example_out() => Prop.ForAll(Sets(), seed =>
    {
        float[][] gradients = Gradients(seed);
        Metric all = LinearGradients.Coherence(gradients)[MCoherence.OffDiagonal];
        double[] withoutOne = [.. Enumerable.Range(0, gradients.Length).Select(i => MeanOverPairs([.. gradients.Where((_, j) => j != i)]))];
        return Math.Abs(all.Value - MeanOverPairs(gradients)) < 1e-12 && Tolerance.Error(all.Error!.Value, Jackknife.StandardError(withoutOne), 1e-9) < 1e-9;
    }).Check(Hundred);

    [Fact]
    public void Of_a_network_is_the_mean_of_its_layers_weighted_by_their_gradients()
    {
        // α(V) = Σ f_l α(V_l) over orthogonal subspaces, f_l the layer's share of Σ‖g‖²: Chatterjee and Zielinski 2022, arXiv 2203.10036.
        Dataset data = Mixed.Data(11);
        Recorder recorder = new();
        Dictionary<string, Metric> metrics = Watching.Coherence(Mixed.Network<double>(), Mixed.Theta<double>(), new SoftmaxCrossEntropy<double>(), data, chunk: 4);
        Watching.Observe(Mixed.Network<double>(), Mixed.Theta<double>(), new SoftmaxCrossEntropy<double>(), data, recorder, chunk: 4);
        Assert.Equal(["conv", "affine", "fc", "output"], recorder.Shares.Keys);
        double weighted = recorder.Shares.Sum(share => share.Value * metrics[$"{MCoherence.Name}/{share.Key}"].Value);
        Watching.Near(weighted / recorder.Shares.Values.Sum(), metrics[MCoherence.Name].Value, 1e-13);
    }

    private static Metric Of(float[][] gradients) => LinearGradients.Coherence(gradients, chunk: 4)[MCoherence.Name];

    private static double MeanOverPairs(float[][] gradients)
    {
        double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();
        double pairs = gradients.Index().Sum(a => gradients.Index().Where(b => b.Index != a.Index).Sum(b => Dot(a.Item, b.Item)));
        return pairs / (gradients.Length - 1) / gradients.Sum(g => Dot(g, g));
    }

    private static Arbitrary<int> Sets() => Gen.Choose(0, 1_000_000).ToArbitrary();

    /// <summary>3 to 9 gradients of 1 to 5 numbers of very different sizes.</summary>
    private static float[][] Gradients(int seed)
    {
        Draws draws = new($"gradients {seed}");
        int n = 3 + draws.Integer(7), length = 1 + draws.Integer(5);
        return [.. Enumerable.Range(0, n).Select(_ => Vectors.Convert<double, float>(draws.Normals(length, Math.Pow(10, draws.Uniform(-2, 2)))))];
    }

    /// <summary>Each layer's Σ‖g‖².</summary>
    private sealed class Recorder : IMeasure
    {
        public Dictionary<string, double> Shares { get; } = [];

        public string Id => "recorder";

        public ImmutableArray<MetricInfo> Metrics => [];

        public ImmutableArray<Need> Needs => [new Need.GradientNorms()];

        public IReadOnlyList<Metric> Evaluate(IObservation at)
        {
            for (int layer = 0; layer < at.Layers.Count; layer++)
            {
                double sum = 0;
                foreach (double norm in at.GradientNormsSquared(layer)) sum += norm;
                Shares[at.Layers[layer]] = sum;
            }

            return [];
        }
    }
}
