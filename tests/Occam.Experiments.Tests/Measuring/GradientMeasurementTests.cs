using System.Text.Json;
using System.Text.Json.Nodes;
using Occam.Experiments.Measuring;
using Occam.Formats.Files;
using Occam.Formats.Npy;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Tests.Measuring;

/// <summary>Per-example gradients out of a file: a case by hand, and numpy's numbers (tests/oracle/gradients.py).</summary>
public sealed class GradientMeasurementTests : IDisposable
{
    private const int Examples = 26, Parameters = 50;
    private readonly string _folder = Directory.CreateTempSubdirectory("occam-gradients-").FullName;

    private string File => Path.Combine(_folder, "gradients.npy");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>g = (1,0), (0,1), (1,1): S = (2,2), Σ‖g‖² = 4.</summary>
    [Fact]
    public void Three_examples_by_hand()
    {
        NpyFile.Write<double>(File, [3, 2], [1, 0, 0, 1, 1, 1]);
        JsonObject result = Measure(new GradientsRequest(File, 1 << 20) { BatchSize = 1 });
        Near(Math.Sqrt(8) / 3, result, "gradient_norm");
        Near(2.0 / 3, result, "coherence");
        Near(2, result, "m_coherence");
        Near(4.0 / 9, result, "m_coherence_error");
        Near(4.0 / 3, result, "fisher_trace");
        Near(2.0 / 3, result, "gradient_variance_trace");
        Near(1, result, "noise_scale");
        Near(Math.Sqrt(2) / 3, result, "batch_cosine");
        Near((2 + Math.Sqrt(2)) / 6, result, "gradient_regret");
        Assert.Equal([1, 1, Math.Sqrt(2)], result["per_example_gradient_norms"]!.AsArray().Select(v => v!.GetValue<double>()));
        Assert.Equal((2, 3, 1), (result["parameters"]!.GetValue<int>(), result["examples"]!.GetValue<int>(), result["batch_size"]!.GetValue<int>()));
        Assert.Contains("--labels", result["per_class_reason"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 1 << 20, 1)]
    [InlineData(true, 1 << 20, 2)]
    [InlineData(true, 10_000, 1)]
    [InlineData(false, 10_000, 2)]
    public void Every_key_is_numpys(bool isDouble, long memory, int threads)
    {
        Write(isDouble);
        string labels = Path.Combine(_folder, "labels.npy");
        NpyFile.Write<long>(labels, [Examples], [.. Enumerable.Range(0, Examples).Select(i => (long)(i % 3))]);
        JsonObject result = Measure(new GradientsRequest(File, memory) { BatchSize = 4, Labels = labels }, threads);
        using JsonDocument oracle = JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "oracle", "gradients", "gradients.json")));
        foreach (JsonProperty expected in oracle.RootElement.GetProperty("whole").EnumerateObject()) Near(expected.Value.GetDouble(), result, expected.Name);
        JsonElement norms = oracle.RootElement.GetProperty("norms");
        Assert.All(norms.EnumerateArray().Zip(result["per_example_gradient_norms"]!.AsArray()), p => Assert.Equal(p.First.GetDouble(), p.Second!.GetValue<double>(), 1e-12));
        foreach ((JsonElement expected, JsonNode? row) in oracle.RootElement.GetProperty("classes").EnumerateArray().Zip(result["per_class"]!.AsArray()))
        {
            foreach (JsonProperty value in expected.EnumerateObject()) Near(value.Value.GetDouble(), row!.AsObject(), value.Name);
        }
    }

    [Fact]
    public void Memory_and_threads_change_no_bit()
    {
        Write(isDouble: false);
        GradientsRequest request = new(File, 1 << 20) { BatchSize = 4 };
        string whole = Measure(request, 1).ToJsonString();
        Assert.Equal(whole, Measure(request with { Memory = 8_000 }, 2).ToJsonString());
    }

    [Fact]
    public void A_number_that_is_none_is_named_by_row_and_column()
    {
        float[] values = [.. Values().Select(v => (float)v)];
        (values[(7 * Parameters) + 3], values[(9 * Parameters) + 1]) = (float.PositiveInfinity, float.NaN);
        NpyFile.Write<float>(File, [Examples, Parameters], values);
        FileFormatException fault = Assert.Throws<FileFormatException>(() => Measure(new GradientsRequest(File, 1 << 20)));
        Assert.Equal("Infinity in row 7, column 3", fault.Got);
    }

    [Theory]
    [InlineData(new long[] { 1300 }, "[1300]")]
    [InlineData(new long[] { 26, 5, 10 }, "[26, 5, 10]")]
    [InlineData(new long[] { 1, 1300 }, "1")]
    [InlineData(new long[] { 0, 1300 }, "0")]
    [InlineData(new long[] { 1300, 0 }, "[1300, 0]")]
    public void What_is_no_matrix_of_examples_is_refused(long[] shape, string got)
    {
        NpyFile.Write<float>(File, shape, [.. Values().Take((int)shape.Aggregate((a, b) => a * b)).Select(v => (float)v)]);
        Assert.Equal(got, Assert.Throws<FileFormatException>(() => Measure(new GradientsRequest(File, 1 << 20))).Got);
    }

    [Fact]
    public void Other_types_are_refused()
    {
        NpyFile.Write<Half>(File, [2, 2], [Half.One, Half.One, Half.One, Half.One]);
        Assert.Equal("Float16", Assert.Throws<FileFormatException>(() => Measure(new GradientsRequest(File, 1 << 20))).Got);
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_what_does()
    {
        Write(isDouble: false);
        Assert.Equal("--memory", Refusal(new GradientsRequest(File, 1000)).What);
        Fault blocks = Refusal(new GradientsRequest(File, 8_000) { BatchSize = 1 });
        Assert.Equal("--batch-size", blocks.What);
        int fitting = int.Parse(blocks.Remedy.Split("--batch-size ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.NotNull(Measure(new GradientsRequest(File, 8_000) { BatchSize = fitting })["batch_cosine"]);
        Refusal(new GradientsRequest(File, 8_000) { BatchSize = fitting - 1 });
        Assert.Equal("14", Refusal(new GradientsRequest(File, 1 << 20) { BatchSize = 14 }).Got);
    }

    [Fact]
    public void Zero_gradients_have_reasons()
    {
        NpyFile.Write<float>(File, [4, 3], new float[12]);
        JsonObject result = Measure(new GradientsRequest(File, 1 << 20));
        Assert.Equal("every gradient is zero", result["m_coherence_reason"]!.GetValue<string>());
        Assert.Equal("the gradient of a block is zero, so it has no direction", result["batch_cosine_reason"]!.GetValue<string>());
        Assert.Equal(0, result["gradient_norm"]!.GetValue<double>());
    }

    private static Fault Refusal(GradientsRequest request) => Assert.Single(Assert.Throws<InputException>(() => Measure(request)).Faults);

    private static JsonObject Measure(GradientsRequest request, int threads = 2)
    {
        using Workers workers = new(threads);
        return GradientMeasurement.Measure(request, workers);
    }

    /// <summary>Means of blocks are rounded to single precision; all else is double.</summary>
    private static void Near(double expected, JsonObject result, string key)
    {
        double actual = result[key]!.AsValue().TryGetValue(out int whole) ? whole : result[key]!.GetValue<double>();
        bool ofBlocks = MeasureKeys.OfBlocks.Any(block => key.StartsWith(block, StringComparison.Ordinal));
        double tolerance = ofBlocks ? 1e-6 : 1e-11;
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Abs(expected), $"{key}: expected {expected}, got {actual}");
    }

    private static double[] Values() =>
        [.. Enumerable.Range(0, Examples * Parameters).Select(k => (i: k / Parameters, j: k % Parameters)).Select(p => ((((p.i * p.i * 5) + (p.i * 7) + (p.j * 13) + (p.i * p.j * 3)) % 31) - 14) / 8.0)];

    private void Write(bool isDouble)
    {
        if (isDouble) NpyFile.Write<double>(File, [Examples, Parameters], Values());
        else NpyFile.Write<float>(File, [Examples, Parameters], [.. Values().Select(v => (float)v)]);
    }
}
