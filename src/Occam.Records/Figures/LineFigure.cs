using System.Text.Json.Nodes;
using Occam.Records.Figures.Plotly;

namespace Occam.Records.Figures;

/// <summary>Lines or points over two axes, with intervals, reference lines and notes.</summary>
/// <param name="Id">Name of the figure and of its file.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">What the numbers mean, and what picture would contradict the claim.</param>
/// <param name="X">Horizontal axis.</param>
/// <param name="Y">Vertical axis.</param>
/// <param name="Series">What is drawn, in the order of the legend.</param>
public sealed record LineFigure(string Id, string Title, string Caption, Axis X, Axis Y, IReadOnlyList<LineSeries> Series)
    : Figure(Id, Title, Caption)
{
    /// <summary>Lines to compare with.</summary>
    public IReadOnlyList<ReferenceLine> References { get; init; } = [];

    /// <summary>Words beside points.</summary>
    public IReadOnlyList<PointNote> Notes { get; init; } = [];

    internal override JsonObject Describe()
    {
        JsonArray data = LineTraces.Of(Series);
        if (Notes.Count > 0)
            data.Add((JsonNode)LineTraces.Of(Notes));
        JsonObject layout = PlotlyLayout.Of(Title, X, Y, Series.Count + References.Count > 1);
        layout["hovermode"] = Series.Any(series => series.Style == LineStyle.Points) ? "closest" : "x unified";
        layout["shapes"] = PlotlyLayout.Lines(References);
        return PlotlyLayout.Chart(data, layout);
    }
}
