using System.Text.Json.Serialization;

namespace Occam.Records;

/// <summary>A statement made before the run, the number that judges it, and the judgement.</summary>
/// <param name="Id">Name of the claim, unique in its experiment.</param>
/// <param name="Statement">What is claimed, as a sentence.</param>
/// <param name="Source">Who claims it.</param>
/// <param name="Expected">What the measured number has to satisfy, in words: "ratio above 2".</param>
/// <param name="Measured">The number that judges, or null when it could not be measured.</param>
/// <param name="Low">Lower end of its interval, or null when there is none.</param>
/// <param name="High">Upper end of its interval, or null when there is none.</param>
/// <param name="Verdict">The judgement.</param>
/// <param name="Note">Why the verdict is undecided, or what to keep in mind; left out of the file when null.</param>
public sealed record Claim(
    string Id,
    string Statement,
    string Source,
    string Expected,
    double? Measured,
    double? Low,
    double? High,
    Verdict Verdict,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note = null);
