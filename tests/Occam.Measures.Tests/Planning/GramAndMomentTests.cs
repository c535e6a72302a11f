using Occam.Data.Datasets;
using Occam.Measures.Planning;
using Occam.Measures.Tests.Support;
using Occam.Networks.Factors;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;
using Occam.Testing;
using Occam.Testing.Oracles;

namespace Occam.Measures.Tests.Planning;

/// <summary>The needs that have sweeps of their own: inner products of all pairs, and moments of every parameter.</summary>
public sealed class GramAndMomentTests
{
    private static readonly SoftmaxCrossEntropy<double> Loss = new();

    [Theory]
    [InlineData("mlp")]
    [InlineData("cnn")]
    [InlineData("residual-frozen")]
    [InlineData("inception")]
    [InlineData("zoo")]
    [InlineData("logistic")]
    public void Inner_products_agree_with_PyTorch(string name)
    {
        OracleModel model = OracleModel.Load(name);
        double[] gram = Gram(model.Network, model.Point.Theta, OracleModel.Loss<double>(model.Objective), OracleData.Of(model), model.Point.State, chunk: 4);
        double[] expected = OracleModel.Tensor(model.Root.GetProperty("per_example").GetProperty("gram"));
        Assert.InRange(Tolerance.Error(gram, expected, 1e-3), 0, 1e-10);
    }

    [Fact]
    public void Neither_chunk_nor_block_changes_a_bit()
    {
        const int n = 23;
        Network<double> network = Mixed.Network<double>();
        long each = ExampleFactors<double>.BytesPerExample(network, n), products = n * n * sizeof(double);
        double[] whole = Gram(network, Mixed.Theta<double>(), Loss, Mixed.Data(n), network.InitialState(), n);
        foreach ((int chunk, long memory) in (ReadOnlySpan<(int, long)>)[(4, Observer<double>.DefaultMemory), (4, products + (18 * each)), (3, products + (6 * each)), (5, products + (22 * each) + 7)])
            Assert.Equal(whole, Gram(network, Mixed.Theta<double>(), Loss, Mixed.Data(n), network.InitialState(), chunk, memory));
    }

    [Fact]
    public void Too_little_memory_is_refused_before_any_work()
    {
        const int n = 23;
        Network<double> network = Mixed.Network<double>();
        long each = ExampleFactors<double>.BytesPerExample(network, n), least = (n * n * sizeof(double)) + (8 * each);
        Gram(network, Mixed.Theta<double>(), Loss, Mixed.Data(n), network.InitialState(), 4, least);
        InputException refusal = Assert.Throws<InputException>(() => Gram(network, Mixed.Theta<double>(), Loss, Mixed.Data(n), network.InitialState(), 4, least - 1));
        Assert.Equal(
            $"Memory for per-example gradients: expected at most {least - 1} bytes and at most 46340 examples, got {least} bytes for 23 × 23 inner products and the factors of 2 × 4 examples. "
            + "Observe fewer examples, in smaller chunks, or allow more memory.", refusal.Message);
        Assert.Throws<InputException>(() => Gram(network, Mixed.Theta<double>(), Loss, Mixed.Data(n), network.InitialState(), 4, 0));
    }

    [Fact]
    public void More_examples_than_a_matrix_can_index_are_refused_whatever_the_memory()
    {
        Network<float> network = LinearGradients.Model<float>(1);
        using Workers workers = new(1);
        using NetworkPasses<float> passes = new(network, workers, 1);
        Dataset data = new("many", new float[46341], ImageShape.Vector(1), new int[46341], 2);
        Recorder<int> recorder = new(new Need.GradientGram(), _ => 0);
        Assert.Throws<InputException>(() => new Observer<float>(passes, new SoftmaxCrossEntropy<float>(), data, new MeasurementPlan(recorder), long.MaxValue / 4));
    }

    [Fact]
    public void Moments_are_those_of_consecutive_groups_whatever_the_chunk()
    {
        const int n = 23;
        Network<double> network = Mixed.Network<double>();
        (int[] counts, double[][] sums, double[][] squares) = Moments(network, Mixed.Data(n), chunk: n);
        Assert.Equal(10, counts.Length);
        Assert.Equal(n, counts.Sum());
        Assert.All(counts, c => Assert.InRange(c, 2, 3));
        for (int group = 0, first = 0; group < 10; first += counts[group++])
        {
            double[] sum = new double[network.ParameterCount], square = new double[network.ParameterCount];
            for (int i = first; i < first + counts[group]; i++)
            {
                double[] gradient = Gradient(network, Mixed.Data(n), i);
                for (int p = 0; p < sum.Length; p++) (sum[p], square[p]) = (sum[p] + gradient[p], square[p] + (gradient[p] * gradient[p]));
            }

            Assert.InRange(Tolerance.Error(sums[group], sum, 1e-3), 0, 1e-12);
            Assert.InRange(Tolerance.Error(squares[group], square, 1e-3), 0, 1e-12);
        }

        (_, double[][] cutSums, double[][] cutSquares) = Moments(network, Mixed.Data(n), chunk: 2);
        Assert.Equal(sums, cutSums);
        Assert.Equal(squares, cutSquares);
    }

    [Fact]
    public void Fewer_examples_than_groups_make_groups_of_one() =>
        Assert.Equal([1, 1, 1, 1], Moments(Mixed.Network<double>(), Mixed.Data(4), chunk: 3).Counts);

    [Fact]
    public void Moments_beyond_the_memory_are_refused()
    {
        Network<double> network = Mixed.Network<double>();
        using Workers workers = new(1);
        using NetworkPasses<double> passes = new(network, workers, 4);
        MeasurementPlan plan = new(new Recorder<int>(new Need.GradientSecondMoment(), _ => 0));
        long bytes = 160L * network.ParameterCount;
        _ = new Observer<double>(passes, Loss, Mixed.Data(23), plan, bytes);
        InputException refusal = Assert.Throws<InputException>(() => new Observer<double>(passes, Loss, Mixed.Data(23), plan, bytes - 1));
        Assert.Contains($"{bytes} bytes for second moments of {network.ParameterCount} parameters in 10 groups", refusal.Message, StringComparison.Ordinal);
    }

    private static double[] Gram(Network<double> network, double[] theta, ILoss<double> loss, Dataset data, double[] state, int chunk, long memory = Observer<double>.DefaultMemory)
    {
        using Workers workers = new(2);
        using NetworkPasses<double> passes = new(network, workers, chunk);
        Recorder<double[]> recorder = new(new Need.GradientGram(), at => at.GradientGram.ToArray());
        new Observer<double>(passes, loss, data, new MeasurementPlan(recorder), memory).Observe(theta, state);
        return recorder.Value!;
    }

    private static (int[] Counts, double[][] Sums, double[][] Squares) Moments(Network<double> network, Dataset data, int chunk)
    {
        Recorder<(int[], double[][], double[][])> recorder = new(new Need.GradientSecondMoment(), at =>
        {
            int[] groups = [.. Enumerable.Range(0, at.GradientGroupCount)];
            return ([.. groups.Select(g => at.GradientGroup(g).ExampleCount)], [.. groups.Select(g => at.GradientGroup(g).Sums.ToArray())], [.. groups.Select(g => at.GradientGroup(g).Squares.ToArray())]);
        });
        Watching.Observe(network, Mixed.Theta<double>(), Loss, data, recorder, chunk: chunk);
        return recorder.Value;
    }

    /// <summary>One example's gradient, by a batch of one.</summary>
    private static double[] Gradient(Network<double> network, Dataset data, int example)
    {
        using Workers workers = new(1);
        using NetworkPasses<double> passes = new(network, workers, 1);
        Vectors.Convert<float, double>(data.Images.Slice(example * data.Shape.Size, data.Shape.Size)).CopyTo(passes.Begin(1));
        ReadOnlySpan<double> outputs = passes.Forward(Mixed.Theta<double>(), network.InitialState(), Occam.Networks.Layers.PassContext.Frozen);
        double[] bar = new double[outputs.Length], gradient = new double[network.ParameterCount];
        Loss.Gradient(outputs, [data.Labels[example]], outputs.Length, 1, bar);
        passes.Backward(Mixed.Theta<double>(), bar, gradient);
        return gradient;
    }
}
