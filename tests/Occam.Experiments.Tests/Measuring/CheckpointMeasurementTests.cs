using System.Text.Json.Nodes;
using Occam.Data.Datasets;
using Occam.Data.Preprocessing;
using Occam.Experiments.Measuring;
using Occam.Experiments.Models;
using Occam.Experiments.Running;
using Occam.Experiments.Tests.Support;
using Occam.Formats.Arrays;
using Occam.Formats.Files;
using Occam.Formats.Npz;
using Occam.Formats.Safetensors;
using Occam.Networks.Onnx;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;
using Occam.Training.Checkpoints;

namespace Occam.Experiments.Tests.Measuring;

/// <summary>A checkpoint is measured as its run left it: the same numbers as the same network in an ONNX file on examples standardized by hand.</summary>
public sealed class CheckpointMeasurementTests : IDisposable
{
    private readonly TemporaryRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData("per-channel", "mlp:8", "cross-entropy")]
    [InlineData("per-image", "mlp:8", "mse")]
    [InlineData("none", "lenet", "cross-entropy", "loss,m_coherence,per_layer,batch_cosine,sam_sharpness,filter_normalized_sharpness,norms,ntk")]
    public void A_checkpoint_measures_as_its_export_does(string standardize, string model, string loss, string? only = null)
    {
        (PreparedRun prepared, string checkpoint) = Run(("standardize", standardize), ("model", model), ("loss", loss), ("activation", "tanh"));
        LaboratoryTwin twin = LaboratoryTwin.Of(prepared, checkpoint);
        string onnx = Path.Combine(_runs.Path, "model.onnx"), raw = Path.Combine(_runs.Path, "raw.npz"), ready = Path.Combine(_runs.Path, "ready.npz");
        File.WriteAllBytes(onnx, OnnxExporter.Export<float>(twin.Network, twin.Theta, twin.State));
        DatasetPair pair = Occam.Data.Embedded.MnistMini.Read();
        Dataset part = Subset.First(pair.Train, 60);
        Write(raw, part);
        Write(ready, Standardizer.Apply(part, prepared.Laboratory.Standardization));
        MeasureKeys keys = MeasureKeys.OfModel(only);
        JsonObject own = Measure(new MeasureRequest(checkpoint, raw, 1L << 30) { Keys = keys }), other = Measure(new MeasureRequest(onnx, ready, 1L << 30) { Keys = keys, Loss = loss });
        Assert.True(own.Remove("notes", out JsonNode? notes) && other.Remove("notes"));

        // An export does not know with which weights its training began.
        foreach (string key in (string[])["distance_from_initialization", "relative_distance_from_initialization"])
            Assert.True(own.Remove(key, out JsonNode? distance) && distance!.GetValue<double>() > 0 && other.Remove(key) && other.Remove($"{key}_reason"));
        Assert.Equal(own["path_norm_reason"]!.GetValue<string>(), other["path_norm_reason"]!.GetValue<string>().Replace("'/", "'", StringComparison.Ordinal));
        Assert.True(own.Remove("path_norm_reason") && other.Remove("path_norm_reason"));
        foreach (JsonObject result in (JsonObject[])[own, other])
        {
            foreach (JsonNode? row in result["per_layer"]!.AsArray()) row!.AsObject().Remove("layer");
        }

        Assert.Equal(other.ToJsonString(), own.ToJsonString());
        Assert.Equal(standardize != "none", notes!.AsArray().Any(n => n!.GetValue<string>().Contains("tandardized", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_weight_decay_of_the_training_is_the_prior_of_the_evidence()
    {
        (_, string checkpoint) = Run(("weight-decay", "0.01"));
        string data = Path.Combine(_runs.Path, "data.npz");
        Write(data, Subset.First(Occam.Data.Embedded.MnistMini.Read().Train, 60));
        MeasureRequest request = new(checkpoint, data, 1L << 30) { Keys = MeasureKeys.OfModel("prior_precision") };
        Assert.Equal(0.6, Measure(request)["prior_precision"]!.GetValue<double>(), 1e-12);
        Assert.Equal(5, Measure(request with { PriorPrecision = 5 })["prior_precision"]!.GetValue<double>());
    }

    [Fact]
    public void The_distance_is_from_the_weights_of_the_seed_and_an_earlier_checkpoint_has_none()
    {
        (PreparedRun prepared, string checkpoint) = Run();
        LaboratoryTwin twin = LaboratoryTwin.Of(prepared, checkpoint);
        float[] initial = ParameterInitializer.Fill(twin.Network, prepared.Laboratory.Seed, InitializationScheme.He);
        double moved = Math.Sqrt(twin.Theta.Zip(initial, (now, before) => Math.Pow((double)now - before, 2)).Sum()), length = Math.Sqrt(initial.Sum(v => (double)v * v));
        MeasureRequest request = new(checkpoint, "mnist-mini", 1L << 30) { Keys = MeasureKeys.OfModel("distance-from-initialization") };
        JsonObject result = Measure(request);
        Assert.Equal(moved, result["distance_from_initialization"]!.GetValue<double>(), 9);
        Assert.Equal(moved / length, result["relative_distance_from_initialization"]!.GetValue<double>(), 9);
        Rewrite(checkpoint, metadata =>
        {
            JsonObject description = JsonNode.Parse(metadata["occam.network"])!.AsObject();
            return description.Remove("seed") && description.Remove("initializer") && (metadata["occam.network"] = description.ToJsonString()) is not null;
        });
        Assert.Contains("an earlier version", Measure(request)["distance_from_initialization_reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Rewrite(checkpoint, metadata => (metadata["occam.network"] = metadata["occam.network"].Replace("\"version\":1", "\"version\":1,\"seed\":5,\"initializer\":\"he2\"", StringComparison.Ordinal)) is not null);
        Assert.Contains("a description of the network", Assert.Throws<FileFormatException>(() => Measure(request)).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_set_is_measured_on_its_test_part()
    {
        (_, string checkpoint) = Run();
        MeasureRequest request = new(checkpoint, "mnist-mini", 1L << 30) { Keys = MeasureKeys.OfModel("examples") };
        Assert.Equal(2000, Measure(request)["examples"]!.GetValue<int>());
        Assert.Equal(10_000, Measure(request with { Split = "train" })["examples"]!.GetValue<int>());
    }

    [Fact]
    public void Values_that_were_standardized_already_are_refused()
    {
        (_, string checkpoint) = Run();
        string data = Path.Combine(_runs.Path, "data.npz");
        float[] x = new float[2 * 784];
        x[784] = 2.5f;
        NpzFile.Write(data, [StoredArray.From<float>("x", [2, 784], x), StoredArray.From<int>("y", [2], [0, 1])]);
        Fault fault = Assert.Single(Assert.Throws<InputException>(() => Measure(new MeasureRequest(checkpoint, data, 1L << 30))).Faults);
        Assert.Equal("2.5 in example 1", fault.Got);
    }

    [Theory]
    [InlineData(null, "none")]
    [InlineData("{}", "text that is no such description")]
    [InlineData("[", "text that is no such description")]
    [InlineData("null", "version 0 with other content")]
    public void A_checkpoint_that_does_not_say_what_it_is_is_refused(string? description, string got)
    {
        (_, string checkpoint) = Run();
        Rewrite(checkpoint, metadata => metadata.Remove("occam.network") && description is not null && metadata.TryAdd("occam.network", description));
        FileFormatException fault = Assert.Throws<FileFormatException>(() => Measure(new MeasureRequest(checkpoint, "mnist-mini", 1L << 30)));
        Assert.StartsWith(got, fault.Got, StringComparison.Ordinal);
        Assert.Contains(checkpoint, fault.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mlp:8", "mlp:9", "another network")]
    [InlineData("mlp:8", "mlp:65536", "another network")]
    public void A_checkpoint_that_lies_about_its_network_is_refused(string true_, string claimed, string remedy)
    {
        (_, string checkpoint) = Run();
        Rewrite(checkpoint, metadata => (metadata["occam.network"] = metadata["occam.network"].Replace(true_, claimed, StringComparison.Ordinal)) is not null);
        Assert.Contains(remedy, Assert.Throws<FileFormatException>(() => Measure(new MeasureRequest(checkpoint, "mnist-mini", 1L << 30))).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_with_an_unknown_network_is_refused()
    {
        (_, string checkpoint) = Run();
        Rewrite(checkpoint, metadata => (metadata["occam.network"] = metadata["occam.network"].Replace("mlp:8", "mpl:8", StringComparison.Ordinal)) is not null);
        Assert.Equal("Model name", Assert.Single(Assert.Throws<InputException>(() => Measure(new MeasureRequest(checkpoint, "mnist-mini", 1L << 30))).Faults).What);
    }

    [Fact]
    public void In_double_precision_a_checkpoint_is_its_export_in_double_precision()
    {
        (PreparedRun prepared, string checkpoint) = Run(("standardize", "none"), ("model", "mlp:8"));
        LaboratoryTwin twin = LaboratoryTwin.Of(prepared, checkpoint);
        string onnx = Path.Combine(_runs.Path, "double.onnx"), raw = Path.Combine(_runs.Path, "raw.npz");
        Network<double> network = prepared.Laboratory.Network.Build<double>(prepared.Laboratory.Input, prepared.Laboratory.Outputs);
        File.WriteAllBytes(onnx, OnnxExporter.Export<double>(network, [.. twin.Theta.Select(v => (double)v)], [.. twin.State.Select(v => (double)v)]));
        Write(raw, Subset.First(Occam.Data.Embedded.MnistMini.Read().Train, 60));
        MeasureRequest request = new(checkpoint, raw, 1L << 30) { Keys = MeasureKeys.OfModel("loss,m_coherence,batch_cosine,sam_sharpness,ntk,distance_from_initialization"), Precision = MeasurePrecision.Double };
        JsonObject own = Measure(request), other = Measure(request with { Model = onnx, Precision = null, Loss = "cross-entropy" }), single = Measure(request with { Precision = null });
        Assert.InRange(Math.Abs(own["loss"]!.GetValue<double>() - single["loss"]!.GetValue<double>()), 1e-14, 1e-5);
        Assert.Equal(single["distance_from_initialization"]!.GetValue<double>(), own["distance_from_initialization"]!.GetValue<double>(), 1e-12);
        Assert.StartsWith("Computed in double precision, as --precision asks", own["notes"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(own.Remove("notes") && other.Remove("notes") && own.Remove("distance_from_initialization") && other.Remove("distance_from_initialization") && other.Remove("distance_from_initialization_reason"));
        Assert.Equal(other.ToJsonString(), own.ToJsonString());
    }

    private static JsonObject Measure(MeasureRequest request)
    {
        using Workers workers = new(2);
        return ModelMeasurement.Measure(request, workers);
    }

    private static void Write(string path, Dataset data) => NpzFile.Write(
        path, [StoredArray.From<float>("x", [data.Count, data.Shape.Channels, data.Shape.Height, data.Shape.Width], data.Images), StoredArray.From<int>("y", [data.Count], data.Labels)]);

    private static void Rewrite(string path, Func<Dictionary<string, string>, bool> change)
    {
        List<StoredArray> tensors;
        Dictionary<string, string> metadata;
        using (SafetensorsFile file = SafetensorsFile.Open(path))
        {
            metadata = new Dictionary<string, string>(file.Metadata);
            tensors = [.. file.Entries.Select(e => file.Read(e.Name))];
        }

        change(metadata);
        SafetensorsFile.Write(path, tensors, metadata);
    }

    private (PreparedRun Prepared, string Checkpoint) Run(params (string Key, string Value)[] settings)
    {
        PreparedRun prepared = TemporaryRuns.Prepare(Path.Combine(_runs.Path, "runs"), settings: settings);
        TemporaryRuns.Execute(prepared, new Watcher());
        return (prepared, ExperimentRun.Open(prepared).Folder.CheckpointPath("true.safetensors"));
    }

    /// <summary>The run's network as the run itself builds it, with the parameters of the checkpoint.</summary>
    private sealed record LaboratoryTwin(Network<float> Network, float[] Theta, float[] State)
    {
        public static LaboratoryTwin Of(PreparedRun prepared, string checkpoint)
        {
            Network<float> network = prepared.Laboratory.Network.Build<float>(prepared.Laboratory.Input, prepared.Laboratory.Outputs);
            (float[] theta, float[] state) = Checkpoint.Read(checkpoint, network);
            return new LaboratoryTwin(network, theta, state);
        }
    }
}
