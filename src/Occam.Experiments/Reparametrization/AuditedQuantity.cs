using Occam.Measures.Planning;

namespace Occam.Experiments.Reparametrization;

/// <summary>A quantity of a measure.</summary>
/// <param name="Measure">The measure's id.</param>
/// <param name="Name">The metric's name; with "/LAYER" behind it, one value a layer.</param>
internal sealed record AuditedQuantity(string Measure, string Name)
{
    private const string Layer = "/LAYER";

    /// <summary>Whether there is one value a layer.</summary>
    public bool IsPerLayer => Name.EndsWith(Layer, StringComparison.Ordinal);

    /// <summary>The metrics of this quantity.</summary>
    public Metric[] Of(IEnumerable<Metric> metrics) =>
        [.. metrics.Where(m => IsPerLayer ? m.Name.StartsWith(Name[..^(Layer.Length - 1)], StringComparison.Ordinal) : m.Name == Name)];
}
