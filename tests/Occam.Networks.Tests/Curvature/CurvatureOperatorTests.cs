using System.Text.Json;
using Occam.Networks.Curvature;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Operators;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;
using Occam.Testing;
using Occam.Testing.Faults;
using Occam.Testing.Oracles;

namespace Occam.Networks.Tests.Curvature;

/// <summary>The operators against PyTorch's products and per-example gradients, in any number of chunks, whatever else uses the passes.</summary>
public sealed class CurvatureOperatorTests : IDisposable
{
    private readonly Workers _workers = new(2);
    private readonly List<IDisposable> _passes = [];

    public static TheoryData<string, int> Models
    {
        get
        {
            TheoryData<string, int> data = [];
            foreach (string name in OracleModel.Names.Where(n => n != "residual-training"))
            {
                data.Add(name, 100);
                data.Add(name, 2);
            }

            return data;
        }
    }

    public void Dispose()
    {
        foreach (IDisposable passes in _passes) passes.Dispose();
        _workers.Dispose();
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Products_are_those_of_PyTorch(string name, int chunk)
    {
        OracleModel model = OracleModel.Load(name);
        NetworkPoint<double> point = Point(model, chunk);
        double[] v = model.ByBlock(model.Root.GetProperty("direction"));
        Near(model.ByBlock(model.Root.GetProperty("gradient").GetProperty("parameters")), point.Gradient);
        Near(model.ByBlock(model.Root.GetProperty("hessian_product")), Product(new Hessian<double>(point), v));
        Near(model.ByBlock(model.Root.GetProperty("gauss_newton_product")), Product(new GaussNewton<double>(point), v));

        // Again, in another order and after a stranger has used the passes: what is kept must be noticed as stale.
        Near(model.ByBlock(model.Root.GetProperty("gauss_newton_product")), Product(new GaussNewton<double>(point), v));
        Near(model.ByBlock(model.Root.GetProperty("hessian_product")), Product(new Hessian<double>(point), v));
        point.Passes.Begin(1).Clear();
        point.Passes.Forward(point.Theta, model.Point.State, PassContext.Frozen);
        Near(model.ByBlock(model.Root.GetProperty("hessian_product")), Product(new Hessian<double>(point), v));
        Assert.Equal(model.Root.GetProperty("loss").GetProperty(model.Objective).GetProperty("mean").GetDouble(), point.MeanLoss, 1e-10);
    }

    [Theory]
    [InlineData("mlp", 100)]
    [InlineData("mlp", 3)]
    [InlineData("logistic", 2)]
    public void Fisher_and_covariance_are_those_of_the_examples_gradients(string name, int chunk)
    {
        OracleModel model = OracleModel.Load(name);
        NetworkPoint<double> point = Point(model, chunk);
        double[] v = model.ByBlock(model.Root.GetProperty("direction"));
        double[][] gradients = Gradients(model);
        int n = gradients.Length;
        double[] fisher = new double[v.Length], mean = new double[v.Length], covariance = new double[v.Length];
        foreach (double[] g in gradients) Add(1.0 / n, g, mean);
        foreach (double[] g in gradients)
        {
            Add(Vectors.Dot(g, v) / n, g, fisher);
            double[] centred = [.. g.Zip(mean, (a, b) => a - b)];
            Add(Vectors.Dot(centred, v) / (n - 1), centred, covariance);
        }

        Near(fisher, Product(new EmpiricalFisher<double>(point), v));
        Near(covariance, Product(new EmpiricalFisher<double>(point, centred: true), v));
    }

    [Fact]
    public void A_restricted_operator_is_a_part_of_the_whole_matrix()
    {
        OracleModel model = OracleModel.Load("mlp");
        NetworkPoint<double> point = Point(model, 100);
        string[] blocks = [point.Passes.Network.Blocks[0].Name, point.Passes.Network.Blocks[3].Name];
        CurvatureOperator<double> whole = new Hessian<double>(point), part = new Hessian<double>(point, blocks);
        double[] all = DenseCurvature.Of(whole), own = DenseCurvature.Of(part);
        int[] places = [.. Enumerable.Range(0, whole.Dimension).Where(p => part.Restrict([.. Enumerable.Range(0, whole.Dimension).Select(i => (double)i)]).Contains(p))];
        Assert.Equal(places.Length, part.Dimension);
        for (int i = 0; i < places.Length; i++)
        {
            for (int j = 0; j < places.Length; j++) Assert.Equal(all[(places[i] * whole.Dimension) + places[j]], own[(i * places.Length) + j], 1e-12);
        }
    }

    [Fact]
    public void Threads_and_repetition_change_no_bit()
    {
        OracleModel model = OracleModel.Load("cnn");
        double[] v = model.ByBlock(model.Root.GetProperty("direction"));
        double[] first = Product(new Hessian<double>(Point(model, 3)), v);
        using Workers five = new(5);
        Assert.Equal(first, Product(new Hessian<double>(Point(model, 3, five)), v));
    }

    [Theory]
    [InlineData(DenseFault.BiasInTangent)]
    [InlineData(DenseFault.AdjointSign)]
    [InlineData(DenseFault.AdjointTransposed)]
    [InlineData(DenseFault.GradientTransposed)]
    public void A_layer_whose_two_first_passes_disagree_is_refused(DenseFault fault)
    {
        OracleModel model = OracleModel.Load("mlp");
        NetworkBuilder<double> builder = new(model.Input);
        builder.Add("sound", shape => new Dense<double>(shape, 4));
        builder.Add("faulty", shape => new FaultyDense<double>(shape, 4, fault));
        Network<double> network = builder.Build();
        NetworkPasses<double> passes = new(network, _workers, 100);
        _passes.Add(passes);
        double[] theta = new double[network.ParameterCount];
        new Seed(5).Normals<double>(theta, 0, 1);
        NumericalException refusal = Assert.Throws<NumericalException>(() => new NetworkPoint<double>(passes, new SquaredError<double>(), new Examples(model), theta, []));
        Assert.Contains("one derivative", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_block_is_refused_by_name()
    {
        InputException fault = Assert.Throws<InputException>(() => new Hessian<double>(Point(OracleModel.Load("mlp"), 100), ["nowhere"]));
        Assert.Contains("'nowhere'", fault.Message, StringComparison.Ordinal);
    }

    private static double[][] Gradients(OracleModel model)
    {
        JsonElement examples = model.Root.GetProperty("per_example").GetProperty("gradients");
        double[][] gradients = [.. Enumerable.Range(0, model.Batch).Select(_ => new double[model.Network.ParameterCount])];
        foreach (var block in model.Network.Blocks)
        {
            double[] all = OracleModel.Tensor(examples.GetProperty(OracleModel.TorchName(block.Name)));
            for (int i = 0; i < gradients.Length; i++) all.AsSpan(i * block.Length, block.Length).CopyTo(gradients[i].AsSpan(block.Offset));
        }

        return gradients;
    }

    private static double[] Product(ILinearOperator matrix, double[] v)
    {
        double[] product = new double[v.Length];
        matrix.Apply(v, product);
        return product;
    }

    private static void Add(double factor, double[] from, double[] to)
    {
        for (int i = 0; i < to.Length; i++) to[i] += factor * from[i];
    }

    private static void Near(double[] expected, double[] actual)
    {
        double error = Tolerance.Error(actual, expected, 0);
        Assert.True(error <= 1e-10, $"relative error {error:e2}");
    }

    private NetworkPoint<double> Point(OracleModel model, int chunk, Workers? workers = null)
    {
        NetworkPasses<double> passes = new(model.Network, workers ?? _workers, chunk);
        _passes.Add(passes);
        return new NetworkPoint<double>(passes, OracleModel.Loss<double>(model.Objective), new Examples(model), model.Point.Theta, model.Point.State);
    }

    private sealed class Examples(OracleModel model) : IExampleSource<double>
    {
        public int Count => model.Batch;

        public void Fill(int first, Span<double> inputs, Span<int> labels)
        {
            model.Point.X.AsSpan(first * model.Input.Size, inputs.Length).CopyTo(inputs);
            model.Point.Labels.AsSpan(first, labels.Length).CopyTo(labels);
        }
    }
}
