using System.Text.Json.Nodes;
using Occam.Data.Datasets;
using Occam.Data.Readers;
using Occam.Measures.Coherence;
using Occam.Measures.Gradients;
using Occam.Measures.Learning;
using Occam.Measures.Planning;
using Occam.Networks.Factors;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Onnx;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Measuring;

/// <summary>Measures a person's trained model on a person's data: the document of measures.json.</summary>
public static class ModelMeasurement
{
    private const int LargestChunk = 256, LargestKernel = 256;

    /// <summary>Every first-order key, with errors; a value that is undefined is null and has its reason beside it.</summary>
    /// <exception cref="InputException">Model and data do not fit each other, or a setting is wrong.</exception>
    public static JsonObject Measure(MeasureRequest request, Workers workers)
    {
        OnnxModel model = OnnxImporter.Import(request.Model);
        (Dataset data, _) = NpzDataset.Read(request.Data, Path.GetFileName(request.Data), request.ChannelsLast ? ImageLayout.ChannelsLast : ImageLayout.ChannelsFirst);
        data = Fit(model, data, request);
        int batch = request.BatchSize ?? DefaultBatch(data.Count);
        Network<float> network = model.Build<float>();
        ILoss<float> loss = request.Loss == "mse" ? new SquaredError<float>() : model.Classes == 1 ? new Logistic<float>() : new SoftmaxCrossEntropy<float>();
        float[] theta = model.Parameters<float>(), state = model.State<float>();
        JsonObject result = new() { ["parameters"] = network.ParameterCount, ["examples"] = data.Count, ["batch_size"] = batch };
        using (NetworkPasses<float> passes = new(network, workers, Math.Max(batch, Math.Min(LargestChunk, data.Count))))
        {
            NormScores norms = new();
            Observer<float> observer = new(passes, loss, data, new MeasurementPlan(new MeanLoss(), new MCoherence(), new GradientStatistics(), norms));
            Add(result, observer.Observe(theta, state).Where(m => !m.Name.Contains('/', StringComparison.Ordinal)));
            Add(result, MinibatchGradients.Measure(passes, loss, data, batch, request.Memory, theta, state));
            result["per_example_gradient_norms"] = new JsonArray([.. norms.Values.Select(Number)]);
        }

        result["ntk"] = Kernel(network, workers, data, theta, state);
        if (result["ntk"] is null) result["ntk_reason"] = $"the kernel is given for up to {LargestKernel} examples";
        result["notes"] = new JsonArray([.. model.Notes.Select(n => (JsonNode)n)]);
        return result;
    }

    private static int DefaultBatch(int examples)
    {
        int batch = 1;
        while (batch * 2 <= examples / 8) batch *= 2;
        return batch;
    }

    private static Dataset Fit(OnnxModel model, Dataset data, MeasureRequest request)
    {
        List<Fault> faults = [];
        if (data.Shape.Size != model.Input.Size)
            faults.Add(new Fault($"data '{request.Data}'", $"examples of shape {model.Input}, as '{request.Model}' reads", $"{data.Shape}", "Prepare the examples as the model was trained on them; layout=nhwc for channels last."));
        int classes = Math.Max(model.Classes, 2);
        if (data.ClassCount > classes)
            faults.Add(new Fault($"labels in '{request.Data}'", $"0 … {classes - 1}, one for each output of the model", $"{data.ClassCount - 1}", "Use the labels that the model was trained on."));
        if (data.Count < 2) faults.Add(new Fault($"data '{request.Data}'", "at least two examples", $"{data.Count}", "Agreement needs company: give more examples."));
        if (request.BatchSize is { } b && (b < 1 || b > data.Count / 2))
            faults.Add(new Fault("--batch-size", $"1 to {data.Count / 2}, so that there are two blocks", $"{b}", "Choose a smaller batch, or more examples."));
        if (faults.Count > 0) throw new InputException(faults);
        return data;
    }

    private static void Add(JsonObject result, IEnumerable<Metric> metrics)
    {
        foreach (Metric metric in metrics)
        {
            result[metric.Name] = Number(metric.Value);
            if (!double.IsFinite(metric.Value)) result[$"{metric.Name}_reason"] = Reason(metric.Name);
            else if (metric.Error is { } error) result[$"{metric.Name}_error"] = Number(error);
        }
    }

    private static string Reason(string metric) => metric == "noise_scale"
        ? "the mean gradient cannot be told from zero: its squared length is no more than the scatter explains"
        : "every gradient is zero";

    private static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static JsonArray? Kernel(Network<float> network, Workers workers, Dataset data, float[] theta, float[] state)
    {
        if (data.Count > LargestKernel) return null;
        int n = data.Count;
        using NetworkPasses<float> passes = new(network, workers, n);
        data.Images.CopyTo(passes.Begin(n));
        passes.Forward(theta, state, PassContext.Frozen);
        double[] kernel = new double[n * n];
        TangentKernel.Add(passes, theta, kernel);
        return [.. Enumerable.Range(0, n).Select(i => new JsonArray([.. kernel.Skip(i * n).Take(n).Select(Number)]))];
    }
}
