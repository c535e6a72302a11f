using System.Text.Json.Nodes;
using Occam.Records.Figures.Plotly;

namespace Occam.Records.Figures;

/// <summary>A quantity over a grid as colours, or as contours with <see cref="Contours"/>.</summary>
/// <param name="Id">Name of the figure and of its file.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">What the numbers mean, and what picture would contradict the claim.</param>
/// <param name="X">Horizontal axis.</param>
/// <param name="Y">Vertical axis.</param>
/// <param name="Quantity">What the colours stand for, with its unit.</param>
/// <param name="Columns">Horizontal positions.</param>
/// <param name="Rows">Vertical positions.</param>
/// <param name="Values">One row for each of <paramref name="Rows"/>, one value in it for each of <paramref name="Columns"/>; a value that is not finite leaves a hole.</param>
public sealed record HeatMapFigure(
    string Id,
    string Title,
    string Caption,
    Axis X,
    Axis Y,
    string Quantity,
    IReadOnlyList<double> Columns,
    IReadOnlyList<double> Rows,
    IReadOnlyList<IReadOnlyList<double>> Values)
    : Figure(Id, Title, Caption)
{
    /// <summary>Whether level lines are drawn in place of cells.</summary>
    public bool Contours { get; init; }

    /// <summary>How the colours follow the numbers.</summary>
    public HeatMapScale Scale { get; init; }

    /// <summary>Lines drawn over the colours: the path of a training.</summary>
    public IReadOnlyList<LineSeries> Overlay { get; init; } = [];

    internal override JsonObject Describe()
    {
        Lengths.Same(Values, Rows.Count, "rows of values", Id);
        bool diverging = Scale == HeatMapScale.Diverging;
        JsonObject trace = new()
        {
            ["type"] = Contours ? "contour" : "heatmap",
            ["x"] = PlotlyValue.Numbers(Columns),
            ["y"] = PlotlyValue.Numbers(Rows),
            ["z"] = new JsonArray([.. Values.Select(row => PlotlyValue.Numbers(Lengths.Same(row, Columns.Count, "values in a row", Id)))]),
            ["colorscale"] = diverging ? "RdBu" : "Viridis",
            ["colorbar"] = new JsonObject { ["title"] = new JsonObject { ["text"] = PlotlyValue.Text(Quantity), ["side"] = "top" }, ["thickness"] = 12, ["outlinewidth"] = 0 },
            ["hovertemplate"] = "x %{x:.4g}<br>y %{y:.4g}<br><b>%{z:.4g}</b><extra></extra>",
        };
        if (diverging)
            trace["zmid"] = 0;
        if (Contours)
            trace["line"] = new JsonObject { ["width"] = 0.5, ["color"] = "rgba(255,255,255,0.55)" };
        JsonArray data = [(JsonNode)trace, .. LineTraces.Of(Overlay).Select(overlay => overlay!.DeepClone())];
        JsonObject layout = PlotlyLayout.Of(Title, X, Y, Overlay.Count > 1);
        layout["hovermode"] = "closest";
        return PlotlyLayout.Chart(data, layout);
    }
}
