using System.Text.Json;
using System.Text.Json.Nodes;
using Occam.Experiments.Measuring;
using Occam.Experiments.Models;
using Occam.Experiments.Tests.Support;
using Occam.Formats.Arrays;
using Occam.Formats.Npz;
using Occam.Networks.Layers;
using Occam.Networks.Onnx;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;
using Occam.Testing;
using Occam.Testing.Oracles;

namespace Occam.Experiments.Tests.Measuring;

/// <summary>Models whose file stores double precision are measured in it: PyTorch's numbers (tests/oracle) to ten digits where single precision has four or five.</summary>
public sealed class DoublePrecisionTests : IDisposable
{
    private const double InDouble = 1e-10;

    // Lanczos stops at a residual of 1e-3 of the eigenvalue, which is off by the square of that.
    private const double OfMinibatches = 1e-6;
    private const string Stored = "Computed in double precision, in which the file stores its parameters.", Asked = "Computed in double precision, as --precision asks; the file stores its parameters in single precision.";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mlp")]
    [InlineData("cnn")]
    [InlineData("residual-frozen")]
    [InlineData("inception")]
    public void Gradients_and_kernel_are_PyTorchs_to_ten_digits(string name)
    {
        OracleModel oracle = OracleModel.Load(name);
        JsonObject result = Measure(Request(oracle));
        JsonElement measures = oracle.Root.GetProperty("measures"), whole = oracle.Root.GetProperty("coherence").GetProperty("whole"), each = oracle.Root.GetProperty("per_example");
        foreach (string key in (string[])["gradient_norm", "fisher_trace", "gradient_variance_trace", "noise_scale", "batch_cosine", "gradient_regret"]) Compare(measures.GetProperty(key), result[key], key);
        foreach (string key in (string[])["coherence", "coherence_error", "m_coherence", "m_coherence_error"]) Compare(whole.GetProperty(key), result[key], key);
        Compare(oracle.Root.GetProperty("loss").GetProperty("cross-entropy").GetProperty("mean"), result["loss"], "loss");
        double[] norms = [.. OracleModel.Tensor(each.GetProperty("gradient_squared_norms")).Select(Math.Sqrt)], kernel = OracleModel.Tensor(each.GetProperty("tangent_kernel"));
        Assert.All(norms.Zip(Numbers(result["per_example_gradient_norms"])), pair => Near(pair.First, pair.Second, "norm"));
        Assert.All(kernel.Zip(result["ntk"]!.AsArray().SelectMany(Numbers)), pair => Near(pair.First, pair.Second, "ntk", scale: kernel.Max()));
        Assert.Contains(Stored, Notes(result));
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("products")]
    [InlineData("convolutions")]
    [InlineData("activations-17")]
    public void Sharpness_and_norms_are_PyTorchs_to_ten_digits(string name)
    {
        JsonElement expected = OnnxOracle.Read("sharpness", name);
        OnnxModel stored = OnnxImporter.Import(OnnxOracle.Model(name));
        string model = _folder.In("model.onnx");
        File.WriteAllBytes(model, OnnxExporter.Export<double>(stored.Build<double>(), stored.Parameters<double>(), stored.State<double>()));
        MeasureRequest request = OnnxOracle.Request(name, _folder.Path) with { Keys = MeasureKeys.OfModel("sharpness,norms,loss,hessian_top,ntk"), Model = model };
        JsonObject result = Measure(request);
        foreach (JsonProperty entry in expected.EnumerateObject().Where(e => e.Value.ValueKind == JsonValueKind.Number))
            Near(entry.Value.GetDouble(), result[entry.Name]!.GetValue<double>(), entry.Name, entry.Name is "batch_hessian_top" or "curvature_flatness_ratio" ? OfMinibatches : InDouble);
        Assert.Equal([Stored], Notes(result).Where(IsOfPrecision));

        // The file of PyTorch stores single precision, of which every value is the same in double.
        JsonObject asked = Measure(OnnxOracle.Request(name, _folder.Path) with { Keys = request.Keys, Precision = MeasurePrecision.Double });
        Assert.Equal([Asked], Notes(asked).Where(IsOfPrecision));
        Assert.True(result.Remove("notes") && asked.Remove("notes") && result.Remove("path_norm_reason") == asked.Remove("path_norm_reason"));
        Assert.Equal(result.ToJsonString(), asked.ToJsonString());
    }

    [Fact]
    public void Estimates_of_curvature_are_made_of_products_in_double_precision()
    {
        double largest = OnnxOracle.Read("spectra", "mlp").GetProperty("cross-entropy").GetProperty("hessian").EnumerateArray().Max(v => v.GetDouble());
        MeasureRequest request = OnnxOracle.Request("mlp", _folder.Path) with { Keys = MeasureKeys.OfModel("hessian_top"), Samples = 3 };
        JsonObject wide = Measure(request with { Precision = MeasurePrecision.Double });
        Near(largest, Numbers(wide["hessian_top"])[0], "hessian_top");
        Assert.Contains(Notes(wide), n => n.StartsWith("Curvature: estimated in double precision", StringComparison.Ordinal));
        Assert.Contains(Notes(Measure(request)), n => n.StartsWith("Curvature: estimated in single precision", StringComparison.Ordinal));
    }

    [Fact]
    public void Single_precision_on_request_is_that_of_a_file_in_single_precision()
    {
        OracleModel oracle = OracleModel.Load("mlp");
        MeasureRequest request = Request(oracle), single = request with { Model = _folder.In("single.onnx") };
        File.WriteAllBytes(single.Model, OnnxExporter.Export<float>(oracle.Build<float>(), [.. oracle.Point.Theta.Select(v => (float)v)], [.. oracle.Point.State.Select(v => (float)v)]));
        JsonObject rounded = Measure(request with { Precision = MeasurePrecision.Single }), own = Measure(single);
        Assert.Equal(
            ["Computed in single precision, as --precision asks; 6 of 6 arrays of parameters, which the file stores in double precision, were rounded."], Notes(rounded).Where(IsOfPrecision));
        Assert.DoesNotContain(Notes(own), IsOfPrecision);
        Assert.True(rounded.Remove("notes") && own.Remove("notes"));
        Assert.Equal(own.ToJsonString(), rounded.ToJsonString());
    }

    [Fact]
    public void Parameters_beyond_single_precision_are_refused_only_there()
    {
        MeasureRequest request = Linear(1e100, 1);
        Fault fault = Assert.Single(Assert.Throws<InputException>(() => Measure(request with { Precision = MeasurePrecision.Single })).Faults);
        Assert.Equal(("parameters that single precision can hold", "Measure it without --precision single; trainings are in single precision."), (fault.Expected, fault.Remedy));
        Assert.EndsWith("as parameter 0", fault.Got, StringComparison.Ordinal);
        Assert.Equal(1e100, Measure(request with { Keys = MeasureKeys.OfModel("parameter_norm") })["parameter_norm"]!.GetValue<double>(), 1e87);
    }

    [Fact]
    public void Memory_is_counted_in_double_precision()
    {
        // 219 parameters: a gradient takes 1752 bytes, so three blocks fit where single precision had room for six.
        MeasureRequest request = Request(OracleModel.Load("mlp")) with { BatchSize = 1, Memory = 6000, Keys = MeasureKeys.OfModel("batch_cosine") };
        Assert.Contains("--batch-size 3 fits", Assert.Single(Assert.Throws<InputException>(() => Measure(request)).Faults).Remedy, StringComparison.Ordinal);

        // One example at a time takes 1.4 KB in single precision, and more than 1.5 in double.
        MeasureRequest loss = request with { Memory = 1500, Keys = MeasureKeys.OfModel("loss") };
        Assert.Equal("--memory", Assert.Single(Assert.Throws<InputException>(() => Measure(loss)).Faults).What);
        Assert.NotNull(Measure(loss with { Precision = MeasurePrecision.Single })["loss"]);
    }

    private MeasureRequest Linear(double first, double second)
    {
        NetworkBuilder<double> builder = new(new Shape(1));
        builder.Add("w", input => new Dense<double>(input, 2, bias: false));
        (string model, string data) = (_folder.In("linear.onnx"), _folder.In("linear.npz"));
        File.WriteAllBytes(model, OnnxExporter.Export<double>(builder.Build(), [first, second], []));
        NpzFile.Write(data, [StoredArray.From<float>("x", [2, 1], [1, 2]), StoredArray.From<int>("y", [2], [0, 1])]);
        return new MeasureRequest(model, data, 1L << 30);
    }

    private MeasureRequest Request(OracleModel oracle)
    {
        (string model, string data) = (_folder.In("model.onnx"), _folder.In("batch.npz"));
        File.WriteAllBytes(model, OnnxExporter.Export<double>(oracle.Network, oracle.Point.Theta, oracle.Point.State));
        long[] shape = oracle.Input.Sites == 1 ? [oracle.Batch, oracle.Input.Channels] : [oracle.Batch, oracle.Input.Channels, oracle.Input.Height, oracle.Input.Width];
        NpzFile.Write(data, [StoredArray.From<float>("x", shape, [.. oracle.Point.X.Select(v => (float)v)]), StoredArray.From<int>("y", [oracle.Batch], oracle.Point.Labels)]);
        return new MeasureRequest(model, data, 1L << 30) { BatchSize = 2 };
    }

    private static bool IsOfPrecision(string note) => note.StartsWith("Computed in", StringComparison.Ordinal);

    private static string[] Notes(JsonObject result) => [.. result["notes"]!.AsArray().Select(n => n!.GetValue<string>())];

    private static double[] Numbers(JsonNode? values) => [.. values!.AsArray().Select(v => v!.GetValue<double>())];

    private static JsonObject Measure(MeasureRequest request)
    {
        using Workers workers = new(2);
        return ModelMeasurement.Measure(request, workers);
    }

    private static void Compare(JsonElement expected, JsonNode? actual, string key)
    {
        if (expected.ValueKind == JsonValueKind.Null) Assert.Null(actual);
        else Near(expected.GetDouble(), actual!.GetValue<double>(), key);
    }

    private static void Near(double expected, double actual, string key, double tolerance = InDouble, double scale = 0) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(scale, Math.Abs(expected)), $"{key}: expected {expected:R}, got {actual:R}");
}
