using System.Text.Json;
using System.Text.Json.Nodes;
using Occam.Experiments.Measuring;
using Occam.Formats.Arrays;
using Occam.Formats.Npz;
using Occam.Networks.Onnx;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;
using Occam.Testing.Oracles;

namespace Occam.Experiments.Tests.Measuring;

/// <summary>Curvature and evidence in measures.json, against PyTorch's dense spectra (tests/oracle).</summary>
public sealed class CurvatureMeasurementTests : IDisposable
{
    private const string Keys = "hessian_trace,hessian_top,hessian_bottom,effective_rank,log_evidence,log_evidence_gauss_newton,log_evidence_gauss_newton_over_null,prior_precision";
    private readonly string _folder = Directory.CreateTempSubdirectory("occam-curvature-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_key_is_PyTorchs()
    {
        OracleModel oracle = OracleModel.Load("mlp");
        JsonElement evidence = oracle.Root.GetProperty("evidence"), spectra = oracle.Root.GetProperty("spectra");
        double precision = evidence.GetProperty("prior_precision").GetDouble();
        JsonObject result = Measure(Request(oracle) with { PriorPrecision = precision });
        double[] hessian = OracleModel.Tensor(spectra.GetProperty("hessian")), gaussNewton = OracleModel.Tensor(spectra.GetProperty("gauss_newton"));
        Near(hessian.Sum(), result["hessian_trace"]!);
        Assert.Equal((10, 5), (result["hessian_top"]!.AsArray().Count, result["hessian_bottom"]!.AsArray().Count));
        Assert.All(hessian.Reverse().Zip(result["hessian_top"]!.AsArray()), pair => Near(pair.First, pair.Second!));
        Assert.All(hessian.Zip(result["hessian_bottom"]!.AsArray()), pair => Near(pair.First, pair.Second!));
        Near(Math.Pow(gaussNewton.Sum(), 2) / gaussNewton.Sum(v => v * v), result["effective_rank"]!);
        Near(evidence.GetProperty("log_evidence_gauss_newton").GetDouble(), result["log_evidence_gauss_newton"]!);
        if (evidence.GetProperty("log_evidence") is { ValueKind: JsonValueKind.Number } whole) Near(whole.GetDouble(), result["log_evidence"]!);
        Assert.Equal(precision, result["prior_precision"]!.GetValue<double>());
        double classes = oracle.Network.Output.Size, expected = evidence.GetProperty("log_evidence_gauss_newton").GetDouble() + (oracle.Batch * Math.Log(classes));
        Near(expected, result["log_evidence_gauss_newton_over_null"]!);
        Assert.DoesNotContain(result, p => p.Key.EndsWith("_error", StringComparison.Ordinal));
        Assert.Contains(Notes(result), note => note.StartsWith("prior_precision is the given", StringComparison.Ordinal));
        Assert.Contains(Notes(result), note => note.Contains("not taken at a stationary point", StringComparison.Ordinal));
        Assert.Contains(Notes(result), note => note.Contains("kinks of relu", StringComparison.Ordinal));
    }

    [Fact]
    public void Negative_eigenvalues_leave_the_evidence_null_with_a_reason_and_mse_has_no_null_model()
    {
        JsonObject result = Measure(Request(OracleModel.Load("mlp")) with { PriorPrecision = 1e-3, Loss = "mse" });
        Assert.Null(result["log_evidence"]);
        Assert.Contains("not positive definite", result["log_evidence_reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("squared error", result["log_evidence_gauss_newton_over_null_reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotNull(result["log_evidence_gauss_newton"]);
        Assert.True(result["hessian_bottom"]![0]!.GetValue<double>() < 0);
    }

    [Fact]
    public void Samples_give_estimates_with_errors_and_without_a_prior_the_note_names_the_grid()
    {
        JsonObject result = Measure(Request(OracleModel.Load("mlp")) with { Samples = 3 });
        foreach (string key in (string[])["hessian_trace_error", "effective_rank_error", "log_evidence_gauss_newton_error"]) Assert.True(result[key]!.GetValue<double>() >= 0, key);
        Assert.Equal((10, 5), (result["hessian_top_error"]!.AsArray().Count, result["hessian_bottom_error"]!.AsArray().Count));
        Assert.Contains(Notes(result), note => note.Contains("3 random probes", StringComparison.Ordinal));
        Assert.Contains(Notes(result), note => note.Contains("on a grid", StringComparison.Ordinal));
    }

    [Fact]
    public void What_does_not_fit_says_so()
    {
        // 219 parameters: a dense matrix and its copy take 767,376 bytes, thirty vectors 52,560, and the passes tens of thousands.
        MeasureRequest request = Request(OracleModel.Load("mlp"));
        Fault exact = Assert.Single(Assert.Throws<InputException>(() => Measure(request with { Exact = true, Memory = 500_000 })).Faults);
        Assert.Equal("--exact", exact.What);
        Assert.Contains("products with the curvature", exact.Got, StringComparison.Ordinal);
        Assert.Contains("4 random probes", string.Join(' ', Notes(Measure(request with { Memory = 500_000 }))), StringComparison.Ordinal);
        Assert.Contains("--memory allows", Measure(request with { Memory = 30_000 })["hessian_trace_reason"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_stops_when_it_is_told_to()
    {
        using Workers workers = new(1);
        Assert.Throws<OperationCanceledException>(() => ModelMeasurement.Measure(Request(OracleModel.Load("mlp")), workers, null, new CancellationToken(canceled: true)));
    }

    private static string[] Notes(JsonObject result) => [.. result["notes"]!.AsArray().Select(n => n!.GetValue<string>())];

    private static JsonObject Measure(MeasureRequest request)
    {
        using Workers workers = new(1);
        return ModelMeasurement.Measure(request, workers);
    }

    /// <summary>The model is stored in single precision, where the oracle's numbers are exact; the curvature is in double.</summary>
    private static void Near(double expected, JsonNode actual) =>
        Assert.True(Math.Abs(expected - actual.GetValue<double>()) <= 1e-8 * Math.Max(1, Math.Abs(expected)), $"expected {expected}, got {actual}");

    private MeasureRequest Request(OracleModel oracle)
    {
        string model = Path.Combine(_folder, "model.onnx"), data = Path.Combine(_folder, "batch.npz");
        File.WriteAllBytes(model, OnnxExporter.Export<float>(oracle.Build<float>(), [.. oracle.Point.Theta.Select(v => (float)v)], [.. oracle.Point.State.Select(v => (float)v)]));
        float[] x = [.. oracle.Point.X.Select(v => (float)v)];
        NpzFile.Write(data, [StoredArray.From<float>("x", [oracle.Batch, oracle.Input.Channels], x), StoredArray.From<int>("y", [oracle.Batch], oracle.Point.Labels)]);
        return new MeasureRequest(model, data, 1L << 30) { BatchSize = 2, Keys = MeasureKeys.OfModel(Keys) };
    }
}
