using System.Text.Json.Nodes;

namespace Occam.Records.Figures.Plotly;

/// <summary>The parts of a Plotly layout that belong to the figure and not to the page.</summary>
internal static class PlotlyLayout
{
    public static JsonObject Chart(JsonArray data, JsonObject layout) => new() { ["kind"] = "chart", ["data"] = data, ["layout"] = layout };

    public static JsonObject Of(string title, Axis x, Axis y, bool legend) => new()
    {
        ["title"] = new JsonObject { ["text"] = PlotlyValue.Text(title) },
        ["xaxis"] = Describe(x),
        ["yaxis"] = Describe(y),
        ["showlegend"] = legend,
        ["legend"] = new JsonObject { ["orientation"] = "h", ["x"] = 0, ["y"] = 1.02, ["yanchor"] = "bottom" },
    };

    public static JsonArray Lines(IReadOnlyList<ReferenceLine> lines) => new([.. lines.Where(line => double.IsFinite(line.At)).Select(Line)]);

    public static JsonObject Describe(Axis axis)
    {
        JsonObject described = new()
        {
            ["title"] = new JsonObject { ["text"] = PlotlyValue.Text(axis.Title) },
            ["type"] = axis.Scale == AxisScale.Logarithmic ? "log" : "linear",
        };
        if (axis.Scale == AxisScale.Logarithmic)
            described["exponentformat"] = "power";
        return described;
    }

    private static JsonNode Line(ReferenceLine line, int index)
    {
        bool horizontal = line.Direction == ReferenceDirection.Horizontal;
        string along = horizontal ? "x" : "y", across = horizontal ? "y" : "x";
        return new JsonObject
        {
            ["type"] = "line",
            [along + "ref"] = "paper",
            [along + "0"] = 0,
            [along + "1"] = 1,
            [across + "ref"] = across,
            [across + "0"] = line.At,
            [across + "1"] = line.At,
            ["line"] = new JsonObject { ["color"] = Palette.Color(PaletteColor.Grey, 0), ["width"] = 1.5, ["dash"] = Palette.Dash(index + 1) },
            // In the legend, where no curve can cover the words.
            ["name"] = PlotlyValue.Text(line.Label),
            ["showlegend"] = true,
        };
    }
}
