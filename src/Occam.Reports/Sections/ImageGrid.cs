using System.Text.Json.Nodes;
using Occam.Reports.Html;

namespace Occam.Reports.Sections;

/// <summary>Small pictures side by side.</summary>
internal static class ImageGrid
{
    private const string Png = "data:image/png;base64,";

    public static Markup Of(JsonObject figure) => Markup.Of($"<ul class=\"images\">{((figure["images"] as JsonArray) ?? []).OfType<JsonObject>().Select(Tile)}</ul>");

    private static Markup Tile(JsonObject image)
    {
        string source = Text(image, "source"), label = Text(image, "label"), note = Text(image, "note");
        // A folder from elsewhere may name any address; only a picture that is in the file itself is shown.
        Markup picture = source.StartsWith(Png, StringComparison.Ordinal)
            ? Markup.Of($"<img src=\"{source}\" alt=\"{label}\" loading=\"lazy\">")
            : Markup.Of($"<span class=\"missing\" role=\"img\" aria-label=\"{label}\">?</span>");
        return Markup.Of($"<li>{picture}<span>{label}</span><small>{note}</small></li>");
    }

    private static string Text(JsonObject image, string name) => image[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";
}
