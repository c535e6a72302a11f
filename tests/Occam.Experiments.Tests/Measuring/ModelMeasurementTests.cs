using System.Text.Json;
using System.Text.Json.Nodes;
using Occam.Experiments.Measuring;
using Occam.Formats.Arrays;
using Occam.Formats.Npz;
using Occam.Networks.Onnx;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;
using Occam.Testing.Oracles;

namespace Occam.Experiments.Tests.Measuring;

/// <summary>The keys of measures.json, against PyTorch's numbers for the same models (tests/oracle).</summary>
public sealed class ModelMeasurementTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("occam-measure-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("mlp")]
    [InlineData("cnn")]
    [InlineData("residual-frozen")]
    [InlineData("inception")]
    public void Every_key_is_PyTorchs(string name)
    {
        OracleModel oracle = OracleModel.Load(name);
        JsonObject result = Measure(Request(oracle, batch: 2));
        JsonElement measures = oracle.Root.GetProperty("measures"), whole = oracle.Root.GetProperty("coherence").GetProperty("whole");
        foreach (string key in (string[])["gradient_norm", "fisher_trace", "gradient_variance_trace", "noise_scale", "batch_cosine", "gradient_regret"])
            Compare(measures.GetProperty(key), result[key], key);
        foreach (string key in (string[])["coherence", "coherence_error", "m_coherence", "m_coherence_error"]) Compare(whole.GetProperty(key), result[key], key);
        Compare(oracle.Root.GetProperty("loss").GetProperty("cross-entropy").GetProperty("mean"), result["loss"], "loss");
        double[] squares = OracleModel.Tensor(oracle.Root.GetProperty("per_example").GetProperty("gradient_squared_norms"));
        Assert.All(squares.Zip(result["per_example_gradient_norms"]!.AsArray()), pair => Near(Math.Sqrt(pair.First), pair.Second!.GetValue<double>(), "norm"));
        double[] kernel = OracleModel.Tensor(oracle.Root.GetProperty("per_example").GetProperty("tangent_kernel"));
        Assert.All(kernel.Zip(result["ntk"]!.AsArray().SelectMany(row => row!.AsArray())), pair => Near(pair.First, pair.Second!.GetValue<double>(), "ntk", kernel.Max()));
    }

    [Fact]
    public void An_undefined_value_is_null_and_says_why()
    {
        JsonObject result = Measure(Request(OracleModel.Load("mlp"), batch: 2));
        Assert.Null(result["noise_scale"]);
        Assert.StartsWith("the mean gradient cannot be told from zero", result["noise_scale_reason"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_do_not_fit_the_model_are_refused_with_every_fault()
    {
        MeasureRequest request = Request(OracleModel.Load("mlp"), batch: 5);
        NpzFile.Write(request.Data, [StoredArray.From<float>("x", [4, 3], new float[12]), StoredArray.From<int>("y", [4], [0, 1, 9, 1])]);
        InputException refusal = Assert.Throws<InputException>(() => Measure(request));
        Assert.Equal([$"data '{request.Data}'", $"labels in '{request.Data}'", "--batch-size"], refusal.Faults.Select(f => f.What));
    }

    [Fact]
    public void Blocks_beyond_the_memory_budget_are_refused_before_they_are_made()
    {
        MeasureRequest request = Request(OracleModel.Load("mlp"), batch: 1) with { Memory = 100 };
        Assert.Contains("Choose a larger batch, or more --memory.", Assert.Throws<InputException>(() => Measure(request)).Message, StringComparison.Ordinal);
    }

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

    /// <summary>The model is stored in single precision; parameters and inputs of the oracle are exact there, so only sums round.</summary>
    private static void Near(double expected, double actual, string key, double scale = 0) =>
        Assert.True(Math.Abs(expected - actual) <= 2e-5 * Math.Max(scale, Math.Abs(expected)), $"{key}: expected {expected}, got {actual}");

    private MeasureRequest Request(OracleModel oracle, int batch)
    {
        string model = Path.Combine(_folder, "model.onnx"), data = Path.Combine(_folder, "batch.npz");
        Network<double> network = oracle.Network;
        File.WriteAllBytes(model, OnnxExporter.Export<double>(network, oracle.Point.Theta, oracle.Point.State));
        long[] shape = oracle.Input.Sites == 1
            ? [oracle.Batch, oracle.Input.Channels]
            : [oracle.Batch, oracle.Input.Channels, oracle.Input.Height, oracle.Input.Width];
        float[] x = [.. oracle.Point.X.Select(v => (float)v)];
        NpzFile.Write(data, [StoredArray.From<float>("x", shape, x), StoredArray.From<int>("y", [oracle.Batch], oracle.Point.Labels)]);
        return new MeasureRequest(model, data, "cross-entropy", batch, 1L << 30, false);
    }
}
