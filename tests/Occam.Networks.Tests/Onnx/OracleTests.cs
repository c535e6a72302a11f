using System.Numerics;
using System.Text.Json;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Onnx;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Threading;
using Occam.Testing;

namespace Occam.Networks.Tests.Onnx;

/// <summary>
/// Models as PyTorch 1.13 exports them, against what PyTorch says about them in double (tests/oracle/onnx_generate.py). Parameters are exact
/// in single precision, so that the engine in double differs by rounding only; a file whose batch norm the exporter folded has rounded weights.
/// </summary>
public sealed class OracleTests
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "oracle", "onnx_models");

    public static TheoryData<string> Models => [.. Directory.GetFiles(Folder, "*.onnx").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_is_a_model_for_every_operator() => Assert.Equal(16, Models.Count);

    [Theory]
    [MemberData(nameof(Models))]
    public void Double_precision(string name) => Compare<double>(name, name == "folded" ? 1e-6 : 1e-10);

    [Theory]
    [MemberData(nameof(Models))]
    public void Single_precision(string name) => Compare<float>(name, 1e-5);

    [Theory]
    [MemberData(nameof(Models))]
    public void Parameters_and_statistics_are_those_of_the_module(string name)
    {
        using JsonDocument oracle = Oracle(name);
        OnnxModel model = Import(name);
        Network<double> network = model.Build<double>();
        (double[] theta, double[] state) = (model.Parameters<double>(), model.State<double>());
        Assert.Equal((network.ParameterCount, network.StateCount), (theta.Length, state.Length));
        foreach (JsonProperty block in oracle.RootElement.GetProperty("parameters").EnumerateObject())
            Assert.Equal(Values(block.Value), network.Blocks.Single(b => b.Name == block.Name).Of<double>(theta.AsSpan()).ToArray());
        if (name != "folded") Assert.Equal(oracle.RootElement.GetProperty("state").EnumerateObject().SelectMany(b => Values(b.Value)), state);
    }

    [Theory]
    [InlineData("pre-activation", "stem.weight norm1.affine.gain norm1.affine.bias shortcut.weight conv1.weight conv1.bias norm2.affine.gain norm2.affine.bias conv2.weight conv2.bias norm3.affine.gain norm3.affine.bias fc.weight fc.bias")]
    [InlineData("products", "/0/0.0/MatMul.weight 0.2.weight 0.2.bias")]
    [InlineData("hinges", "/projection/MatMul.weight thresholds.bias /middle/MatMul.weight more.bias /out/MatMul.weight")]
    [InlineData("folded", "/0/Conv.weight /0/Conv.bias 4.weight 4.bias")]
    public void Blocks_have_the_names_of_modules(string name, string blocks) =>
        Assert.Equal(blocks.Split(' ').Order(StringComparer.Ordinal), Import(name).Build<float>().Blocks.Select(b => b.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void What_the_file_says_about_itself()
    {
        OnnxModel model = Import("pre-activation");
        Assert.Equal((14, "pytorch 1.13.0", new Shape(2, 6, 6), 3), (model.Opset, model.Producer, model.Input, model.Classes));
        Assert.Empty(model.Notes);
    }

    [Theory]
    [InlineData("mlp", "Softmax at the end ('/1/Softmax') left out: losses are computed from the logits before it.")]
    [InlineData("products", "LogSoftmax at the end ('/1/LogSoftmax') left out: losses are computed from the logits before it.")]
    public void A_softmax_at_the_end_is_noted(string name, string note) => Assert.Equal([note], Import(name).Notes);

    private static OnnxModel Import(string name) => OnnxImporter.Import(Path.Combine(Folder, $"{name}.onnx"));

    private static JsonDocument Oracle(string name) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, $"{name}.json")));

    private static double[] Values(JsonElement tensor) => [.. tensor.GetProperty("values").EnumerateArray().Select(v => v.GetDouble())];

    private static void Compare<T>(string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using JsonDocument oracle = Oracle(name);
        JsonElement root = oracle.RootElement;
        OnnxModel model = Import(name);
        Network<T> network = model.Build<T>();
        int[] labels = [.. root.GetProperty("labels").EnumerateArray().Select(l => l.GetInt32())];
        using Workers workers = new(1);
        using NetworkPasses<T> passes = new(network, workers, labels.Length);
        Vectors.Convert<double, T>(Values(root.GetProperty("x"))).CopyTo(passes.Begin(labels.Length));
        T[] theta = model.Parameters<T>(), gradient = new T[theta.Length];
        ReadOnlySpan<T> logits = passes.Forward(theta, model.State<T>(), default);
        Near("logits", logits, Values(root.GetProperty("logits")), tolerance);
        double[] losses = new double[labels.Length];
        SoftmaxCrossEntropy<T> loss = new();
        loss.Values(logits, labels, model.Classes, losses);
        Near<double>("losses", losses, [.. root.GetProperty("losses").EnumerateArray().Select(v => v.GetDouble())], tolerance);
        T[] bar = new T[logits.Length];
        loss.Gradient(logits, labels, model.Classes, T.One / T.CreateTruncating(labels.Length), bar);
        passes.Backward(theta, bar, gradient);
        Gradients(network, gradient, root.GetProperty("gradient"), tolerance);
    }

    private static void Gradients<T>(Network<T> network, T[] gradient, JsonElement expected, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // A block that a norm makes indifferent has a gradient of zero but for rounding, so a hundredth of the largest is the floor.
        double floor = 1e-2 * expected.EnumerateObject().Max(b => Vectors.Norm(Values(b.Value)));
        foreach (JsonProperty block in expected.EnumerateObject())
        {
            NamedBlock found = network.Blocks.Single(b => b.Name == block.Name);
            Near($"gradient of {block.Name}", found.Of<T>(gradient.AsSpan()), Values(block.Value), tolerance, floor);
        }
    }

    private static void Near<T>(string what, ReadOnlySpan<T> actual, ReadOnlySpan<double> expected, double tolerance, double floor = 0)
        where T : unmanaged, INumberBase<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        double error = Tolerance.Error(Vectors.Convert<T, double>(actual), expected, floor);
        Assert.True(error <= tolerance, $"{what}: relative error {error:e2}, tolerance {tolerance:e0}");
    }
}
