using System.Reflection;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Networks.Tests.Passes;
using Occam.Numerics.Threading;
using Occam.Testing.Derivatives;

namespace Occam.Networks.Tests.Derivatives;

/// <summary>All derivatives of every layer, in each place in a graph; batches, modes and losses that change what a layer does.</summary>
public sealed class LayerTests
{
    [Theory]
    [MemberData(nameof(LayerSample.All), MemberType = typeof(LayerSample))]
    public void Every_derivative_holds(string layer, string place) => DerivativeChecks.All(new LayerSample(layer, place), new CheckOptions { Batch = 3 });

    [Theory]
    [InlineData("batch norm", "first")]
    [InlineData("batch norm", "between")]
    [InlineData("batch norm", "beside")]
    [InlineData("dropout", "first")]
    [InlineData("dropout", "between")]
    [InlineData("dropout", "beside")]
    public void Every_derivative_holds_in_training(string layer, string place) =>
        DerivativeChecks.All(new LayerSample(layer, place), CheckOptions.Training with { Batch = 3 });

    [Theory]
    [InlineData("tanh", 0.0)]
    [InlineData("gelu", 0.1)]
    [InlineData("convolution", 0.3)]
    public void Every_derivative_holds_with_cross_entropy(string layer, double smoothing) => DerivativeChecks.All(
        new LayerSample(layer, "between"),
        new CheckOptions { Loss = new SoftmaxCrossEntropy<double>(smoothing), SingleLoss = new SoftmaxCrossEntropy<float>(smoothing) });

    [Fact]
    public void Every_derivative_holds_with_the_squared_error() => DerivativeChecks.All(
        new LayerSample("silu", "between"), new CheckOptions { Loss = new SquaredError<double>(), SingleLoss = new SquaredError<float>() });

    [Fact]
    public void Every_derivative_holds_with_the_logistic_loss() => DerivativeChecks.All(
        new OneOutput(), new CheckOptions { Loss = new Logistic<double>(), SingleLoss = new Logistic<float>(), Labels = 2 });

    [Theory]
    [MemberData(nameof(LayerSample.All), MemberType = typeof(LayerSample))]
    public void A_pass_allocates_nothing(string layer, string place)
    {
        using Workers workers = new(1);
        foreach (bool training in (bool[])[false, true])
        {
            using Everything<float> everything = new(new LayerSample(layer, place).Build<float>(), workers, 4, training);
            for (int i = 0; i < 3; i++) everything.Run();
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 10; i++) everything.Run();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Theory]
    [MemberData(nameof(LayerSample.All), MemberType = typeof(LayerSample))]
    public void Bits_do_not_depend_on_the_number_of_workers(string layer, string place)
    {
        foreach (bool training in (bool[])[false, true])
        {
            byte[]? expected = null;
            foreach (int count in (int[])[1, 2, 5])
            {
                using Workers workers = new(count);
                using Everything<float> everything = new(new LayerSample(layer, place).Build<float>(), workers, 37, training);
                everything.Run();
                expected ??= everything.Bits();
                Assert.Equal(expected, everything.Bits());
            }
        }
    }

    [Fact]
    public void Every_layer_of_the_library_is_in_the_list()
    {
        IEnumerable<string> tested = LayerSample.Layers.Select(l => new LayerSample(l, "first").Build<float>().Nodes[1].Layer!.GetType())
            .Select(t => t.Name == "Elementwise`2" ? t.GetGenericArguments()[1].Name : t.Name);
        IEnumerable<string> layers = typeof(Layer<>).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && IsLayer(t) && t.Name != "Elementwise`2").Select(t => t.Name);
        IEnumerable<string> functions = typeof(Layer<>).Assembly.GetTypes()
            .Where(t => t.IsValueType && t.GetInterfaces().Any(i => i.Name == "IElementwiseFunction`1")).Select(t => t.Name);
        Assert.Empty(layers.Concat(functions).Except(tested));

        static bool IsLayer(Type? type) => type is not null && (type.Name == "Layer`1" || IsLayer(type.GetTypeInfo().BaseType));
    }

    private sealed class OneOutput : INetworkFactory
    {
        public Network<T> Build<T>()
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            NetworkBuilder<T> builder = new(new Shape(5));
            builder.Add("fc1", s => new Dense<T>(s, 4));
            builder.Add("tanh", s => new Elementwise<T, Activations.Tanh<T>>(s));
            builder.Add("fc2", s => new Dense<T>(s, 1));
            return builder.Build();
        }
    }
}
