using System.Text.Json.Nodes;

namespace Occam.Records.Figures.Plotly;

/// <summary>Series as Plotly's scatter traces.</summary>
internal static class LineTraces
{
    public static JsonArray Of(IReadOnlyList<LineSeries> all)
    {
        // Bands come first, so that no band covers a line.
        IEnumerable<JsonNode?> bands = all.Select(Band).Where(band => band is not null);
        return new JsonArray([.. bands, .. all.Select(Line)]);
    }

    /// <summary>Notes are points of an invisible trace, because Plotly's own annotations want logarithms on logarithmic axes.</summary>
    public static JsonObject Of(IReadOnlyList<PointNote> notes) => new()
    {
        ["type"] = "scatter",
        ["mode"] = "text",
        ["x"] = PlotlyValue.Numbers([.. notes.Select(note => note.X)]),
        ["y"] = PlotlyValue.Numbers([.. notes.Select(note => note.Y)]),
        ["text"] = PlotlyValue.Texts([.. notes.Select(note => note.Text)]),
        ["textposition"] = "top center",
        ["hoverinfo"] = "skip",
        ["showlegend"] = false,
    };

    private static JsonNode Line(LineSeries series, int index)
    {
        string color = Palette.Color(series.Color, index);
        JsonObject trace = new()
        {
            ["type"] = "scatter",
            ["mode"] = series.Style switch { LineStyle.Points => "markers", LineStyle.LineAndPoints => "lines+markers", _ => "lines" },
            ["name"] = PlotlyValue.Text(series.Name),
            ["legendgroup"] = $"{index}",
            ["x"] = PlotlyValue.Numbers(series.X),
            ["y"] = PlotlyValue.Numbers(series.Y),
            ["line"] = new JsonObject { ["color"] = color, ["width"] = 2, ["dash"] = Palette.Dash(index) },
            ["marker"] = new JsonObject { ["color"] = color, ["size"] = 7, ["symbol"] = Palette.Symbol(index) },
            ["hovertemplate"] = "%{y:.4g}",
        };
        if (series is { Low: { } low, High: { } high })
        {
            trace["customdata"] = new JsonArray([.. low.Zip(high, (from, to) => PlotlyValue.Numbers([from, to]))]);
            trace["hovertemplate"] = "%{y:.4g} (%{customdata[0]:.4g} to %{customdata[1]:.4g})";
        }
        return trace;
    }

    /// <summary>The interval as one closed outline: along the upper ends and back along the lower ones.</summary>
    private static JsonObject? Band(LineSeries series, int index)
    {
        if (series is not { Low: { } low, High: { } high })
            return null;
        int[] drawn = [.. Enumerable.Range(0, series.X.Count).Where(i => double.IsFinite(series.X[i]) && double.IsFinite(low[i]) && double.IsFinite(high[i]))];
        int[] back = [.. drawn.Reverse()];
        return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "lines",
            ["x"] = PlotlyValue.Numbers([.. drawn.Concat(back).Select(i => series.X[i])]),
            ["y"] = PlotlyValue.Numbers([.. drawn.Select(i => high[i]), .. back.Select(i => low[i])]),
            ["fill"] = "toself",
            ["fillcolor"] = Palette.Band(series.Color, index),
            ["line"] = new JsonObject { ["width"] = 0 },
            ["legendgroup"] = $"{index}",
            ["showlegend"] = false,
            ["hoverinfo"] = "skip",
        };
    }
}
