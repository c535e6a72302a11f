using System.Text.Json;
using Occam.Records.Json;

namespace Occam.Records;

/// <summary>What a finished run found: <c>findings.json</c>, and the document that <c>--json</c> prints.</summary>
/// <param name="Experiment">Id of the experiment.</param>
/// <param name="Budget">smoke, standard or full.</param>
/// <param name="Seed">The root seed.</param>
/// <param name="SpecHash">SHA-256 of the canonical specification: 64 lower-case hexadecimal digits.</param>
/// <param name="DurationSeconds">Wall-clock time of the whole run, interruptions left out.</param>
/// <param name="Claims">The claims, in the order in which the experiment states them.</param>
/// <param name="Tables">The tables, in the order of the report.</param>
/// <param name="Figures">The figures, in the order of the report.</param>
/// <param name="Published">Printed numbers beside measured ones.</param>
public sealed record Findings(
    string Experiment,
    string Budget,
    ulong Seed,
    string SpecHash,
    double DurationSeconds,
    IReadOnlyList<Claim> Claims,
    IReadOnlyList<ResultTable> Tables,
    IReadOnlyList<FigureEntry> Figures,
    IReadOnlyList<PublishedNumber> Published)
{
    /// <summary>The JSON document of findings.json, indented, with a final newline.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RecordContext.Default.Findings) + "\n";

    /// <summary>How many claims have the verdict.</summary>
    public int Count(Verdict verdict) => Claims.Count(claim => claim.Verdict == verdict);
}
