using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Measures.Sharpness;

namespace Occam.Experiments.Measuring;

/// <summary>Under which keys of measures.json the measures of sharpness, norms and margins stand.</summary>
internal static class PointKeys
{
    private const char OfSetting = '/';

    private static readonly Dictionary<string, string> ByMetric = PointMeasures.Sharpness.Concat(PointMeasures.Norms).SelectMany(Named).ToDictionary(p => p.Metric, p => p.Key);

    /// <summary>The measures, in the order of the document.</summary>
    public static IReadOnlyList<IPointMeasure> Measures { get; } = [.. PointMeasures.Sharpness, .. PointMeasures.Norms];

    /// <summary>How far the loss rises around the parameters.</summary>
    public static string[] OfSharpness { get; } = [.. PointMeasures.Sharpness.SelectMany(Of)];

    /// <summary>Norms and margins.</summary>
    public static string[] OfNorms { get; } = [.. PointMeasures.Norms.SelectMany(Of)];

    /// <summary>What costs more than all others together, so that it is there for whoever asks: a search for an eigenvalue for every minibatch.</summary>
    public static string[] OnRequest { get; } = Of(new SecondOrderFlatness());

    /// <summary>The keys of a measure; what it gives for each layer stands in the rows of the layers.</summary>
    public static string[] Of(IPointMeasure measure) => [.. Named(measure).Select(p => p.Key)];

    /// <summary>The key of a metric.</summary>
    public static string Of(string metric) => ByMetric[metric];

    /// <summary>Whether a metric is one layer's.</summary>
    public static bool IsOfLayer(Metric metric) => !ByMetric.ContainsKey(metric.Name);

    /// <summary>A metric with several settings has its name alone for the first of them, and the setting behind it for the others.</summary>
    private static IEnumerable<(string Metric, string Key)> Named(IPointMeasure measure) =>
        measure.Metrics.Select(m => m.Name).Where(name => !name.EndsWith("/LAYER", StringComparison.Ordinal))
            .GroupBy(name => name.Split(OfSetting)[0])
            .SelectMany(same => same.Select((name, i) => (name, i == 0 ? same.Key : name.Replace(OfSetting, '_').Replace('-', '_'))));
}
