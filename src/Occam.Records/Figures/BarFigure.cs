using System.Text.Json.Nodes;
using Occam.Records.Figures.Plotly;

namespace Occam.Records.Figures;

/// <summary>Horizontal bars by category, so that long names stay readable, with intervals.</summary>
/// <param name="Id">Name of the figure and of its file.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">What the numbers mean, and what picture would contradict the claim.</param>
/// <param name="Value">The axis along which bars are measured.</param>
/// <param name="Categories">Names of the categories, from top to bottom.</param>
/// <param name="Series">One bar in each category for each of them.</param>
public sealed record BarFigure(string Id, string Title, string Caption, Axis Value, IReadOnlyList<string> Categories, IReadOnlyList<BarSeries> Series)
    : Figure(Id, Title, Caption)
{
    /// <summary>Lines to compare with.</summary>
    public IReadOnlyList<ReferenceLine> References { get; init; } = [];

    internal override JsonObject Describe()
    {
        JsonArray data = [.. Series.Select(Trace)];
        JsonObject layout = PlotlyLayout.Of(Title, Value, new Axis(""), Series.Count + References.Count > 1);
        JsonObject categories = layout["yaxis"]!.AsObject();
        categories["type"] = "category";
        categories["autorange"] = "reversed";
        categories["automargin"] = true;
        layout["barmode"] = "group";
        layout["hovermode"] = "closest";
        layout["shapes"] = PlotlyLayout.Lines(References);
        return PlotlyLayout.Chart(data, layout);
    }

    private JsonNode Trace(BarSeries series, int index)
    {
        Lengths.Same(series.Values, Categories.Count, "bars", series.Name);
        JsonObject trace = new()
        {
            ["type"] = "bar",
            ["orientation"] = "h",
            ["name"] = PlotlyValue.Text(series.Name),
            ["x"] = PlotlyValue.Numbers(series.Values),
            ["y"] = PlotlyValue.Texts(Categories),
            ["marker"] = new JsonObject { ["color"] = Palette.Color(series.Color, index) },
            ["hovertemplate"] = "%{y}: <b>%{x:.4g}</b>",
        };
        if (series is { Low: { } low, High: { } high })
        {
            trace["error_x"] = new JsonObject
            {
                ["type"] = "data",
                ["symmetric"] = false,
                ["array"] = PlotlyValue.Numbers([.. Lengths.Same(high, Categories.Count, "upper ends", series.Name).Select((end, i) => end - series.Values[i])]),
                ["arrayminus"] = PlotlyValue.Numbers([.. Lengths.Same(low, Categories.Count, "lower ends", series.Name).Select((end, i) => series.Values[i] - end)]),
                ["color"] = Palette.Color(PaletteColor.Grey, 0),
                ["thickness"] = 1.5,
                ["width"] = 4,
            };
        }
        return trace;
    }
}
