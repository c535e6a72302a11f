using Occam.Records;
using Occam.Records.Figures;

namespace Occam.Experiments.Judging;

/// <summary>What a run has found.</summary>
/// <param name="Claims">The claims, judged.</param>
/// <param name="Tables">The tables of the report.</param>
/// <param name="Figures">The figures of the report.</param>
/// <param name="Published">Published numbers beside measured ones.</param>
public sealed record Conclusions(
    IReadOnlyList<Claim> Claims, IReadOnlyList<ResultTable> Tables, IReadOnlyList<Figure> Figures, IReadOnlyList<PublishedNumber> Published)
{
    /// <summary>Networks and examples that the run leaves as files.</summary>
    public IReadOnlyList<ModelFile> Models { get; init; } = [];
}
