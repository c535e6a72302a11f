using System.Text.Json.Nodes;

namespace Occam.Records.Figures;

/// <summary>Small pictures side by side, as many in a row as fit.</summary>
/// <param name="Id">Name of the figure and of its file.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">What the numbers mean, and what picture would contradict the claim.</param>
/// <param name="Images">The pictures, in reading order.</param>
public sealed record ImageGridFigure(string Id, string Title, string Caption, IReadOnlyList<GridImage> Images)
    : Figure(Id, Title, Caption)
{
    internal override JsonObject Describe() => new()
    {
        ["kind"] = "images",
        ["images"] = new JsonArray([.. Images.Select(Describe)]),
    };

    private static JsonNode Describe(GridImage image)
    {
        JsonObject described = new() { ["source"] = image.Source, ["label"] = image.Label };
        if (image.Note is { } note)
            described["note"] = note;
        return described;
    }
}
