using System.Text.Json.Serialization;

namespace Occam.Records;

/// <summary>The question behind a run in words: <c>about.json</c>. With it a copied folder explains itself where the experiment's code is not at hand. It decides no number and is not hashed.</summary>
/// <param name="Question">What the experiment asks, as a question.</param>
/// <param name="Explanation">Why it is asked and how the run answers it, in a few sentences; paragraphs are separated by empty lines.</param>
/// <param name="Sources">The papers that it rests on.</param>
public sealed record About(string Question, string Explanation, IReadOnlyList<string> Sources)
{
    /// <summary>The network that was trained, as people call it; null where the experiment makes its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Network { get; init; }

    /// <summary>The data and how many examples of it took part; null in the folders of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Data { get; init; }
}
