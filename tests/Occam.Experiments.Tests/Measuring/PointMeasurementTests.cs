using System.Text.Json;
using System.Text.Json.Nodes;
using Occam.Experiments.Measuring;
using Occam.Experiments.Tests.Support;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Tests.Measuring;

/// <summary>Sharpness, norms, margins, the Fisher matrix and the spectral density in measures.json, against PyTorch (tests/oracle/sharpness.py and spectra.py).</summary>
public sealed class PointMeasurementTests : IDisposable
{
    // Losses are single precision sums; a rise of a thousandth of the loss has four digits left.
    private const double InSingle = 5e-4, InDouble = 1e-8;
    private readonly string _folder = Directory.CreateTempSubdirectory("occam-point-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("mlp")]
    [InlineData("products")]
    [InlineData("convolutions")]
    [InlineData("activations-17")]
    public void Every_key_is_PyTorchs(string name)
    {
        JsonElement expected = OnnxOracle.Read("sharpness", name);
        JsonObject result = Measure(Request(name) with { Keys = MeasureKeys.OfModel("sharpness,norms,fisher_top,per_layer") });
        foreach (JsonProperty entry in expected.EnumerateObject().Where(e => e.Value.ValueKind == JsonValueKind.Number)) Near(entry.Value.GetDouble(), result[entry.Name]!, entry.Name, InSingle);
        foreach (JsonProperty entry in expected.GetProperty("subspaces").EnumerateObject()) WithinErrors(entry, result);
        double[] fisher = [.. expected.GetProperty("fisher_top").EnumerateArray().Select(v => v.GetDouble())];
        Assert.All(fisher.Zip(result["fisher_top"]!.AsArray()), pair => Assert.True(Math.Abs(pair.First - pair.Second!.GetValue<double>()) <= InDouble * fisher[0]));
        double[][] layers = [.. expected.GetProperty("layers").EnumerateArray().Select(l => l.EnumerateArray().Select(v => v.GetDouble()).ToArray())];
        if (name == "mlp") Assert.Equal([true, true, false], result["per_layer"]!.AsArray().Where(r => r!["relative_flatness"] is not null).Select(r => r!.AsObject().ContainsKey("relative_flatness_error")));
        JsonObject[] rows = [.. result["per_layer"]!.AsArray().Select(r => r!.AsObject())];
        Assert.Equal(layers.Length, rows.Count(r => r.ContainsKey("spectral_norm")));
        foreach ((double[] norms, JsonObject row) in layers.Zip(rows.Where(r => r.ContainsKey("spectral_norm"))))
        {
            Near(norms[0], row["frobenius_norm"]!, "frobenius_norm", InDouble);
            Near(norms[1], row["spectral_norm"]!, "spectral_norm", InDouble);
        }
    }

    [Fact]
    public void The_density_is_that_of_PyTorchs_eigenvalues()
    {
        double[] eigenvalues = [.. OnnxOracle.Read("spectra", "mlp").GetProperty("cross-entropy").GetProperty("hessian").EnumerateArray().Select(v => v.GetDouble())];
        JsonObject result = Measure(Request("mlp") with { Keys = MeasureKeys.OfModel("spectral_density,spectral_density_grid,spectral_density_width") });
        double width = result["spectral_density_width"]!.GetValue<double>();
        Near((eigenvalues[^1] - eigenvalues[0]) / 100, result["spectral_density_width"]!, "width", InDouble);
        double[] grid = Numbers(result["spectral_density_grid"]), density = Numbers(result["spectral_density"]);
        Assert.Equal((217, 217), (grid.Length, density.Length));
        Assert.All(grid.Zip(density), at => Assert.Equal(eigenvalues.Average(v => Math.Exp(-(at.First - v) * (at.First - v) / (2 * width * width))) / (width * Math.Sqrt(2 * Math.PI)), at.Second, 6));
        Assert.False(result.ContainsKey("spectral_density_error"));
        JsonObject estimated = Measure(Request("mlp") with { Keys = MeasureKeys.OfModel("spectral_density,fisher_top"), Samples = 3 });
        Assert.Equal((217, 10), (Numbers(estimated["spectral_density_error"]).Length, Numbers(estimated["fisher_top_error"]).Length));
    }

    [Fact]
    public void Undefined_values_say_what_why_and_what_else()
    {
        JsonObject result = Measure(Request("activations-17") with { Keys = MeasureKeys.OfModel("path_norm,distance-from-initialization") });
        Assert.All(new[] { "path_norm", "distance_from_initialization", "relative_distance_from_initialization" }, key => Assert.Null(result[key]));
        Assert.Matches("'.+' is .+; see spectral_norm_product", result["path_norm_reason"]!.GetValue<string>());
        Assert.Contains("an ONNX file does not say", result["distance_from_initialization_reason"]!.GetValue<string>(), StringComparison.Ordinal);
        JsonObject normalized = Measure(Request("folded") with { Keys = MeasureKeys.OfModel("relative_flatness,sam_sharpness") });
        Assert.NotNull(normalized["relative_flatness"]);
    }

    [Fact]
    public void Statistics_of_batches_are_named_with_what_does_not_depend_on_them()
    {
        string[] notes = [.. Measure(Request("pre-activation") with { Keys = MeasureKeys.OfModel("norms") })["notes"]!.AsArray().Select(n => n!.GetValue<string>())];
        Assert.Contains(notes, n => n.Contains("compare adaptive_sharpness", StringComparison.Ordinal));
        Assert.DoesNotContain(Measure(Request("mlp") with { Keys = MeasureKeys.OfModel("norms") })["notes"]!.AsArray(), n => n!.GetValue<string>().Contains("compare adaptive", StringComparison.Ordinal));
    }

    [Fact]
    public void What_does_not_fit_the_memory_says_what_it_needs()
    {
        // 114 parameters: 100 kilobytes hold everything but the search for the eigenvalues of single minibatches.
        JsonObject result = Measure(Request("mlp") with { Keys = MeasureKeys.OfModel("second-order-flatness,sam_sharpness"), Memory = 100_000 });
        Assert.NotNull(result["sam_sharpness"]);
        Assert.All(new[] { "batch_hessian_top", "curvature_flatness_ratio", "sam_flatness_ratio" }, key => Assert.Contains("--memory allows 97.7 KB", result[key + "_reason"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.Contains("--memory allows", Measure(Request("mlp") with { Keys = MeasureKeys.OfModel("sam_sharpness"), Memory = 2_000 })["sam_sharpness_reason"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_and_measures_are_names_too_and_the_costly_one_is_there_on_request()
    {
        string[] Given(string? only) => [.. Measure(Request("mlp") with { Keys = MeasureKeys.OfModel(only) }).Select(p => p.Key)];
        Assert.DoesNotContain("batch_hessian_top", Given(null));
        Assert.Contains("box_sharpness_epsilon_0.0005", Given(null));
        Assert.Equal(["batch_hessian_top", "curvature_flatness_ratio", "sam_flatness_ratio"], Given("second-order-flatness").Where(k => !k.Contains("_error", StringComparison.Ordinal) && k != "notes"));
        Assert.Equal(["fisher_rao_norm", "fisher_rao_norm_error", "output_margin", "notes"], Given("fisher-rao-norm,output_margin"));
        Fault fault = Assert.Single(Assert.Throws<InputException>(() => MeasureKeys.OfModel("sharpnes")).Faults);
        Assert.Equal("Did you mean 'sharpness'?", fault.Remedy);
        Assert.Throws<InputException>(() => MeasureKeys.OfGradients("sharpness"));
    }

    private static double[] Numbers(JsonNode? node) => [.. node!.AsArray().Select(v => v!.GetValue<double>())];

    private static void Near(double expected, JsonNode actual, string what, double tolerance) =>
        Assert.True(Math.Abs(expected - actual.GetValue<double>()) <= tolerance * Math.Abs(expected), $"{what}: expected {expected}, got {actual}");

    /// <summary>Both are means over subspaces, ours over five, PyTorch's over four hundred others; eight of our errors are 0.1 % of Student's t with four degrees of freedom.</summary>
    private static void WithinErrors(JsonProperty oracle, JsonObject result)
    {
        double own = result[oracle.Name]!.GetValue<double>(), error = result[oracle.Name + "_error"]!.GetValue<double>();
        Assert.InRange(error, own * 1e-3, own * 0.2);
        Assert.InRange(Math.Abs(own - oracle.Value[0].GetDouble()), 0, 8 * error);
    }

    private static JsonObject Measure(MeasureRequest request)
    {
        using Workers workers = new(1);
        return ModelMeasurement.Measure(request, workers);
    }

    private MeasureRequest Request(string name) => OnnxOracle.Request(name, _folder);
}
