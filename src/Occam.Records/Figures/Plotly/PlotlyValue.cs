using System.Text.Json.Nodes;

namespace Occam.Records.Figures.Plotly;

/// <summary>Numbers and words as Plotly reads them.</summary>
internal static class PlotlyValue
{
    /// <summary>An array of numbers; those that are not finite become null, which Plotly draws as a gap.</summary>
    public static JsonArray Numbers(IReadOnlyList<double> values) =>
        new([.. values.Select(value => double.IsFinite(value) ? JsonValue.Create(value) : null)]);

    public static JsonArray Texts(IReadOnlyList<string> values) => new([.. values.Select(value => JsonValue.Create(Text(value)))]);

    /// <summary>Plotly reads tags and links inside every text, so what comes from data must not contain any.</summary>
    public static string Text(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
