using System.Text.Json.Nodes;
using Occam.Measures.Gradients;
using Occam.Measures.Planning;

namespace Occam.Experiments.Measuring;

/// <summary>measures.json as it grows: only wanted keys, an error beside every estimate, a reason beside every null.</summary>
internal sealed class MeasureDocument(MeasureKeys keys)
{
    private const string Error = "_error", Reason = "_reason";

    public JsonObject Root { get; } = [];

    public void Put(string key, JsonNode? value)
    {
        if (keys.Wants(key)) Root[key] = value;
    }

    /// <summary>The errors beside a list of values.</summary>
    public void PutError(string key, JsonArray errors)
    {
        if (keys.Wants(key)) Root[key + Error] = errors;
    }

    /// <summary>A value that there is none of.</summary>
    public void Miss(string key, string reason)
    {
        if (!keys.Wants(key)) return;
        Root[key] = null;
        Root[key + Reason] = reason;
    }

    /// <summary>The wanted ones of these metrics; those of single layers are left out.</summary>
    public void Add(IEnumerable<Metric> metrics)
    {
        foreach (Metric metric in metrics.Where(m => keys.Wants(m.Name))) Add(Root, metric);
    }

    /// <summary>A metric with the reason for it, or its error, being undefined.</summary>
    public void Add(Metric metric, string reason)
    {
        if (keys.Wants(metric.Name)) Add(Root, metric, reason);
    }

    /// <summary>More of every layer, out of metrics NAME/LAYER.</summary>
    public void AddToLayers(IEnumerable<Metric> metrics)
    {
        if (Root[MeasureKeys.Layers] is not JsonArray layers) return;
        foreach (Metric metric in metrics)
        {
            (string name, string layer) = (metric.Name[..metric.Name.IndexOf('/', StringComparison.Ordinal)], metric.Name[(metric.Name.IndexOf('/', StringComparison.Ordinal) + 1)..]);
            if (layers.OfType<JsonObject>().FirstOrDefault(row => row["layer"]!.GetValue<string>() == layer) is { } row) Add(row, metric with { Name = name }, WhyUndefined(name));
        }
    }

    /// <summary>One value for each example; null where it is undefined, as the direction of a zero gradient.</summary>
    public void PutExamples(string key, IEnumerable<double> values) => Put(key, new JsonArray([.. values.Select(Number)]));

    /// <summary>The signal-to-noise ratio, when its moments do not fit the memory.</summary>
    public void MissSignal(long memory)
    {
        foreach (MetricInfo metric in new SignalToNoise().Metrics)
            Miss(metric.Name, $"the moments of every parameter do not fit half of {Sizes.Show(memory)}: give more --memory");
    }

    /// <summary>The coherence of every layer, out of the metrics NAME/LAYER.</summary>
    public void Layers(IEnumerable<Metric> metrics)
    {
        if (!keys.Wants(MeasureKeys.Layers)) return;
        JsonArray layers = [];
        foreach (IGrouping<string, Metric> layer in metrics.Where(IsOfLayer).GroupBy(m => m.Name[(m.Name.IndexOf('/', StringComparison.Ordinal) + 1)..]))
        {
            JsonObject row = new() { ["layer"] = layer.Key };
            foreach (Metric metric in layer) Add(row, metric with { Name = metric.Name[..metric.Name.IndexOf('/', StringComparison.Ordinal)] });
            layers.Add(row);
        }

        Root[MeasureKeys.Layers] = layers;
    }

    public static bool IsOfLayer(Metric metric) => metric.Name.Contains('/', StringComparison.Ordinal);

    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    /// <summary>A metric, its error, and the reason for either that is undefined.</summary>
    public static void Add(JsonObject target, Metric metric) => Add(target, metric, double.IsFinite(metric.Value) ? WhyWithoutError(metric.Name) : WhyUndefined(metric.Name));

    private static void Add(JsonObject target, Metric metric, string reason)
    {
        target[metric.Name] = Number(metric.Value);
        if (!double.IsFinite(metric.Value))
        {
            target[metric.Name + Reason] = reason;
        }
        else if (metric.Error is { } error)
        {
            target[metric.Name + Error] = Number(error);
            if (!double.IsFinite(error)) target[metric.Name + Error + Reason] = reason;
        }
    }

    private static bool IsOfBlocks(string name) => MeasureKeys.OfBlocks.Contains(name);

    private static string WhyUndefined(string name)
    {
        if (name == "noise_scale") return "the mean gradient cannot be told from zero: its squared length is no more than the scatter explains";
        if (name == "gradient_signal_to_noise") return "no parameter's gradient varies from example to example";
        if (name == "flatness_ratio") return "the gradients of the blocks cancel out";
        return IsOfBlocks(name) ? "the gradient of a block is zero, so it has no direction" : "every gradient is zero";
    }

    private static string WhyWithoutError(string name) => IsOfBlocks(name)
        ? "leaving out one block at a time needs three blocks, and a direction for each"
        : "the value is undefined when one of the examples is left out";
}
