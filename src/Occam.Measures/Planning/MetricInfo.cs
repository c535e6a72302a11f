namespace Occam.Measures.Planning;

/// <summary>What a metric is.</summary>
/// <param name="Name">The name in records: "m_coherence".</param>
/// <param name="Unit">Its unit; "1" for a pure number.</param>
/// <param name="Formula">The definition.</param>
/// <param name="Reference">Where the definition comes from.</param>
public sealed record MetricInfo(string Name, string Unit, string Formula, string Reference);
