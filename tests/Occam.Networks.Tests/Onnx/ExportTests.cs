using System.Numerics;
using Occam.Networks.Activations;
using Occam.Networks.Architectures;
using Occam.Networks.Convolutions;
using Occam.Networks.Layers;
using Occam.Networks.Onnx;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Networks.Tests.Onnx;

/// <summary>What is exported comes back as the same network: names of blocks, parameters, statistics and the bits of the outputs.</summary>
public sealed class ExportTests
{
    [Theory]
    [MemberData(nameof(OracleTests.Models), MemberType = typeof(OracleTests))]
    public void A_model_of_PyTorch_comes_back(string name)
    {
        OnnxModel model = OnnxImporter.Import(Path.Combine(OracleTests.Folder, $"{name}.onnx"));
        bool gainless = name == "layer-norms-12";
        RoundTrip(model.Build<float>(), model.Parameters<float>(), model.State<float>(), gainless);
        RoundTrip(model.Build<double>(), model.Parameters<double>(), model.State<double>(), gainless);
    }

    [Theory]
    [InlineData("linear", 5, 1, 1)]
    [InlineData("mlp:7x2", 2, 3, 3)]
    [InlineData("lenet", 1, 14, 14)]
    [InlineData("vgg-small", 1, 8, 8)]
    [InlineData("inception-small", 2, 6, 6)]
    public void A_model_of_the_zoo_comes_back(string name, int channels, int height, int width)
    {
        Network<float> network = ModelZoo.Create<float>(name, new Shape(channels, height, width), 3);
        RoundTrip(network, Draw<float>(network.ParameterCount, "theta"), [.. Draw<float>(network.StateCount, "state").Select(Math.Abs)], gainless: false);
    }

    [Fact]
    public void Every_layer_that_can_be_exported_comes_back()
    {
        Network<double> network = Everything();
        RoundTrip(network, Draw<double>(network.ParameterCount, "theta"), [.. Draw<double>(network.StateCount, "state").Select(Math.Abs)], gainless: false);
    }

    [Fact]
    public void A_norm_without_gain_and_bias_comes_back_with_ones_and_zeros()
    {
        NetworkBuilder<float> builder = new(new Shape(3));
        builder.Add("norm", s => new BatchNormalization<float>(s));
        builder.Add("fc", s => new Dense<float>(s, 2, bias: false));
        OnnxModel model = OnnxImporter.Import(OnnxExporter.Export<float>(builder.Build(), [1, 2, 3, 4, 5, 6], [0, 0, 0, 1, 1, 1]), "Model");
        Assert.Equal([1, 1, 1, 0, 0, 0, 1, 2, 3, 4, 5, 6], model.Parameters<float>());
    }

    [Fact]
    public void Layers_without_an_operation_are_named_at_once()
    {
        Network<float> network = ModelZoo.Create<float>("resnet:8", new Shape(3, 8, 8), 3);
        InputException refusal = Assert.Throws<InputException>(() => OnnxExporter.Export<float>(network, new float[network.ParameterCount], new float[network.StateCount]));
        Assert.Equal(
            ["block2", "block3"],
            refusal.Faults.Select(f => f.What["Export of node '".Length..].Split('.')[0]));
        Assert.Equal(
            "Export of node 'block2.shortcut' as ONNX: expected a layer that the format has in one operation, got a layer of kind 'shortcut'. Export a model without it, or keep it as a checkpoint.",
            refusal.Faults[0].ToString());
    }

    [Theory]
    [InlineData("spread")]
    [InlineData("offset")]
    public void A_repeated_value_or_an_offset_that_no_sum_reads(string kind)
    {
        NetworkBuilder<float> builder = new(new Shape(1));
        builder.Add("odd", s => kind == "spread" ? new Spread<float>(s, 3) : new Offset<float>(s, 3));
        builder.Add("fc", s => new Dense<float>(s, 2, bias: false));
        Network<float> network = builder.Build();
        InputException refusal = Assert.Throws<InputException>(() => OnnxExporter.Export<float>(network, new float[network.ParameterCount], []));
        Assert.Equal(
            $"Export of node 'odd' as ONNX: expected a layer that the format has in one operation, got a layer of kind '{kind}'. Export a model without it, or keep it as a checkpoint.",
            refusal.Message);
    }

    [Fact]
    public void Vectors_of_another_network() => Assert.Equal(
        "Export as ONNX: expected 8 parameters and 0 statistics, got 7 and 0. Give the vectors of this network.",
        Assert.Throws<InputException>(() => OnnxExporter.Export<float>(ModelZoo.Create<float>("linear", new Shape(3), 2), new float[7], [])).Message);

    private static Network<double> Everything()
    {
        NetworkBuilder<double> builder = new(new Shape(2, 6, 6));
        builder.Add("conv", s => new Convolution<double>(new ConvolutionGeometry(s, 4, 3, 2, 1, 1, 2, 2), bias: false));
        int norm = builder.Add("norm", s => new BatchNormalization<double>(s, 1e-3, 0.2));
        int affine = builder.Add("norm.affine", s => new ChannelAffine<double>(s), norm);
        int gelu = builder.Add("gelu", s => new Elementwise<double, Gelu<double>>(s), affine);
        int silu = builder.Add("silu", s => new Elementwise<double, Silu<double>>(s), affine);
        int sum = builder.Join("sum", JoinKind.Add, gelu, silu, affine);
        builder.Join("both", JoinKind.Concatenate, sum, gelu);
        builder.Add("average", s => new AveragePool<double>(new PoolGeometry(s, 3, 1, 1)));
        builder.Add("inside", s => new AveragePool<double>(new PoolGeometry(s, 3, 1, 1), includePadding: false));
        builder.Add("max", s => new MaxPool<double>(new PoolGeometry(s, 3, 2, 1)));
        builder.Add("layer", s => new LayerNormalization<double>(s, 1e-4));
        builder.Add("layer.affine", s => new ElementAffine<double>(s));
        builder.Add("dropout", s => new Dropout<double>(s, 0.5, "dropout"));
        int leaky = builder.Add("leaky", s => new LeakyRelu<double>(s, 0.3));
        int mean = builder.Add("mean", s => new GlobalAveragePool<double>(s), leaky);
        builder.Add("six", s => new Elementwise<double, Relu6<double>>(s), mean);
        int vector = builder.Add("fc1", s => new Dense<double>(s, 8));
        int tanh = builder.Add("tanh", s => new Elementwise<double, Tanh<double>>(s), vector);
        int mixed = builder.Join("mixed", JoinKind.Add, mean, tanh);
        int shift = builder.Add("shift", s => new Offset<double>(s, 8), mixed);
        builder.Join("shifted", JoinKind.Add, shift, mixed);
        int one = builder.Add("one", s => new Dense<double>(s, 1));
        int wide = builder.Add("wide", s => new Spread<double>(s, 8), one), thresholds = builder.Add("thresholds", s => new Offset<double>(s, 8), one);
        builder.Join("distances", JoinKind.Add, wide, thresholds);
        builder.Add("sigmoid", s => new Elementwise<double, Sigmoid<double>>(s));
        builder.Add("fc2", s => new Dense<double>(s, 3, bias: false));
        return builder.Build();
    }

    private static void RoundTrip<T>(Network<T> network, T[] theta, T[] state, bool gainless)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OnnxModel back = OnnxImporter.Import(OnnxExporter.Export<T>(network, theta, state), "Model");
        Network<T> again = back.Build<T>();
        Assert.Equal(("occam", 17, network.Input, network.Output.Size), (back.Producer, back.Opset, back.Input, back.Classes));
        Assert.Equal(state, back.State<T>());
        if (!gainless) Assert.Equal(theta, back.Parameters<T>());
        Assert.Equal(Names(network), Names(again).Where(n => !gainless || !n.StartsWith("/7/", StringComparison.Ordinal)));
        Assert.Equal(Outputs(network, theta, state), Outputs(again, back.Parameters<T>(), back.State<T>()));
    }

    private static IEnumerable<string> Names<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => network.Blocks.Select(b => b.Name);

    private static T[] Outputs<T>(Network<T> network, T[] theta, T[] state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Batch = 3;
        using Workers workers = new(1);
        using NetworkPasses<T> passes = new(network, workers, Batch);
        Draw<T>(Batch * network.Input.Size, "x").CopyTo(passes.Begin(Batch));
        return passes.Forward(theta, state, default).ToArray();
    }

    private static T[] Draw<T>(int length, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[length];
        new Seed(17).Derive(name).Normals<T>(values, T.Zero, T.CreateTruncating(0.5));
        return values;
    }
}
