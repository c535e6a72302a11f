using System.Text.Json;
using System.Text.Json.Nodes;
using Occam.Experiments.Measuring;
using Occam.Formats.Arrays;
using Occam.Formats.Npy;
using Occam.Formats.Npz;
using Occam.Networks.Factors;
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
    public void What_does_not_fit_into_memory_is_refused_before_it_is_made_and_what_fits_is_named()
    {
        // 219 parameters: a gradient takes 876 bytes, so three blocks fit. The passes of this network take more than 2 KB for an example.
        MeasureRequest request = Request(OracleModel.Load("mlp"), batch: 1);
        Fault memory = Assert.Single(Assert.Throws<InputException>(() => Measure(request with { Memory = 100, Keys = MeasureKeys.OfModel("loss") })).Faults);
        Assert.Equal("--memory", memory.What);
        Fault blocks = Assert.Single(Assert.Throws<InputException>(() => Measure(request with { Memory = 3000, Keys = MeasureKeys.OfModel("batch_cosine") })).Faults);
        Assert.Equal("--batch-size", blocks.What);
        Assert.Contains("--batch-size 3 fits", blocks.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_is_wanted_is_given()
    {
        MeasureRequest request = Request(OracleModel.Load("cnn"), batch: 2);
        Assert.Equal(["loss", "notes"], Measure(request with { Keys = MeasureKeys.OfModel("loss") }).Select(p => p.Key));
        JsonObject result = Measure(request with { Keys = MeasureKeys.OfModel("m_coherence,batch_cosine,ntk") });
        Assert.Equal(["m_coherence", "m_coherence_error", "batch_cosine", "batch_cosine_error", "ntk", "notes"], result.Select(p => p.Key).Where(k => !k.EndsWith("_reason", StringComparison.Ordinal)));
        InputException refusal = Assert.Throws<InputException>(() => MeasureKeys.OfModel("m_coherance,loss,sharpest"));
        Assert.Equal(["'m_coherance'", "'sharpest'"], refusal.Faults.Select(f => f.Got));
        Assert.Equal("Did you mean 'm_coherence'?", refusal.Faults[0].Remedy);
    }

    [Theory]
    [InlineData("mlp")]
    public void Every_layer_and_every_class_has_its_own_coherence(string name)
    {
        OracleModel oracle = OracleModel.Load(name);
        MeasureRequest request = Request(oracle, batch: 2);
        JsonObject result = Measure(request);
        Dictionary<string, double[]> gradients = Gradients(oracle);
        Assert.Equal(gradients.Keys, result["per_layer"]!.AsArray().Select(row => row!["layer"]!.GetValue<string>()));
        foreach (JsonNode? row in result["per_layer"]!.AsArray())
        {
            double[] rows = gradients[row!["layer"]!.GetValue<string>()];
            double[] sum = [.. Enumerable.Range(0, rows.Length / oracle.Batch).Select(p => Enumerable.Range(0, oracle.Batch).Sum(i => rows[(i * rows.Length / oracle.Batch) + p]))];
            Near(sum.Sum(v => v * v) / rows.Sum(v => v * v), row["m_coherence"]!.GetValue<double>(), "layer");
            Assert.True(row["m_coherence_error"]!.GetValue<double>() > 0);
        }

        int[] present = [.. oracle.Point.Labels.GroupBy(k => k).Where(g => g.Count() > 1).Select(g => g.Key).Order()];
        JsonArray classes = result["per_class"]!.AsArray();
        Assert.Equal(present, classes.Select(c => c!["class"]!.GetValue<int>()));
        foreach (JsonNode? row in classes) AssertAlone(request, oracle, row!.AsObject());
    }

    /// <summary>PyTorch's per-example gradients of every layer, [example, parameter].</summary>
    private static Dictionary<string, double[]> Gradients(OracleModel oracle)
    {
        Dictionary<string, double[]> layers = [];
        foreach (JsonProperty block in oracle.Root.GetProperty("per_example").GetProperty("gradients").EnumerateObject())
        {
            string layer = block.Name[..block.Name.LastIndexOf('.')];
            double[] values = OracleModel.Tensor(block.Value), before = layers.GetValueOrDefault(layer, []);
            layers[layer] = [.. Enumerable.Range(0, oracle.Batch).SelectMany(i => Row(before, i, oracle.Batch).Concat(Row(values, i, oracle.Batch)))];
        }

        return layers;
    }

    private static IEnumerable<double> Row(double[] rows, int index, int count) => rows.Skip(index * (rows.Length / count)).Take(rows.Length / count);

    /// <summary>A class measured beside others gives what its examples give in a file of their own.</summary>
    private void AssertAlone(MeasureRequest request, OracleModel oracle, JsonObject row)
    {
        int[] members = [.. Enumerable.Range(0, oracle.Batch).Where(i => oracle.Point.Labels[i] == row["class"]!.GetValue<int>())];
        int size = oracle.Input.Size;
        float[] x = [.. members.SelectMany(i => oracle.Point.X.Skip(i * size).Take(size)).Select(v => (float)v)];
        string path = Path.Combine(_folder, "class.npz");
        NpzFile.Write(path, [StoredArray.From<float>("x", [members.Length, size], x), StoredArray.From<int>("y", [members.Length], [.. members.Select(i => oracle.Point.Labels[i])])]);
        JsonObject alone = Measure(request with { Data = path, BatchSize = 1 });
        foreach (string key in (string[])["examples", "loss", "accuracy", "m_coherence", "m_coherence_error"])
            Assert.Equal(alone[key]?.ToJsonString(), row[key]?.ToJsonString());
    }

    [Theory]
    [InlineData("mlp", 6)]
    [InlineData("cnn", 3)]
    public void A_kernel_in_tiles_is_the_whole_kernel_to_the_bit(string name, int tile)
    {
        OracleModel oracle = OracleModel.Load(name);
        using Workers workers = new(2);
        Network<float> network = oracle.Build<float>();
        float[] theta = [.. oracle.Point.Theta.Select(v => (float)v)], state = [.. oracle.Point.State.Select(v => (float)v)];
        float[] one = [.. oracle.Point.X.Select(v => (float)v)], x = [.. one, .. one.Select(v => v / 2), .. one.Select(v => -v)];
        int n = 3 * oracle.Batch;
        using NetworkPasses<float> passes = new(network, workers, 5);
        double[] whole = new double[n * n], tiled = new double[n * n];
        using (TangentKernelRows<float> rows = new(passes, n, n)) rows.Compute(theta, state, x, 0, n, whole);
        using (TangentKernelRows<float> rows = new(passes, n, tile))
        {
            for (int first = 0; first < n; first += tile)
            {
                int count = Math.Min(tile, n - first);
                rows.Compute(theta, state, x, first, count, tiled.AsSpan(first * n, count * n));
            }
        }

        Assert.Equal(whole, tiled);
        Assert.All(Enumerable.Range(0, n * n), i => Assert.Equal(whole[i], whole[((i % n) * n) + (i / n)]));
    }

    [Fact]
    public void The_kernel_of_many_examples_goes_to_a_file()
    {
        OracleModel oracle = OracleModel.Load("mlp");
        MeasureRequest request = Request(oracle, batch: 2) with { Keys = MeasureKeys.OfModel("ntk") };
        int copies = 1 + (256 / oracle.Batch), n = copies * oracle.Batch;
        float[] x = [.. Enumerable.Repeat(oracle.Point.X, copies).SelectMany(part => part).Select(v => (float)v)];
        NpzFile.Write(request.Data, [StoredArray.From<float>("x", [n, oracle.Input.Size], x), StoredArray.From<int>("y", [n], new int[n])]);
        JsonObject without = Measure(request);
        Assert.Null(without["ntk"]);
        Assert.Contains("--out", without["ntk_reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("ntk.npy", Measure(request with { Folder = _folder })["ntk"]!.GetValue<string>());
        StoredArray kernel = NpyFile.Read(Path.Combine(_folder, "ntk.npy"));
        Assert.Equal([n, n], kernel.Shape);
        double[] expected = OracleModel.Tensor(oracle.Root.GetProperty("per_example").GetProperty("tangent_kernel")), got = kernel.ToDouble();
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++) Near(expected[((i % oracle.Batch) * oracle.Batch) + (j % oracle.Batch)], got[(i * n) + j], "ntk", expected.Max());
        }
    }

    [Fact]
    public void It_stops_when_it_is_told_to()
    {
        using Workers workers = new(1);
        MeasureRequest request = Request(OracleModel.Load("mlp"), batch: 2);
        Assert.Throws<OperationCanceledException>(() => ModelMeasurement.Measure(request, workers, null, new CancellationToken(canceled: true)));
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
        File.WriteAllBytes(model, OnnxExporter.Export<float>(oracle.Build<float>(), [.. oracle.Point.Theta.Select(v => (float)v)], [.. oracle.Point.State.Select(v => (float)v)]));
        long[] shape = oracle.Input.Sites == 1
            ? [oracle.Batch, oracle.Input.Channels]
            : [oracle.Batch, oracle.Input.Channels, oracle.Input.Height, oracle.Input.Width];
        float[] x = [.. oracle.Point.X.Select(v => (float)v)];
        NpzFile.Write(data, [StoredArray.From<float>("x", shape, x), StoredArray.From<int>("y", [oracle.Batch], oracle.Point.Labels)]);
        return new MeasureRequest(model, data, 1L << 30) { BatchSize = batch };
    }
}
