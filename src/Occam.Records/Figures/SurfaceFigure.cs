using System.Text.Json.Nodes;
using Occam.Records.Figures.Plotly;

namespace Occam.Records.Figures;

/// <summary>A quantity over a grid as a surface in space, to be turned. Its file has <c>"needs":"gl3d"</c> beside what charts have: the page then carries Plotly's bundle for space.</summary>
/// <param name="Id">Name of the figure and of its file.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Caption">What the numbers mean, and what picture would contradict the claim.</param>
/// <param name="X">First horizontal axis.</param>
/// <param name="Y">Second horizontal axis.</param>
/// <param name="Z">Vertical axis.</param>
/// <param name="Columns">Positions along the first axis.</param>
/// <param name="Rows">Positions along the second axis.</param>
/// <param name="Values">One row for each of <paramref name="Rows"/>, one height in it for each of <paramref name="Columns"/>; a value that is not finite leaves a hole.</param>
public sealed record SurfaceFigure(
    string Id,
    string Title,
    string Caption,
    Axis X,
    Axis Y,
    Axis Z,
    IReadOnlyList<double> Columns,
    IReadOnlyList<double> Rows,
    IReadOnlyList<IReadOnlyList<double>> Values)
    : Figure(Id, Title, Caption)
{
    /// <summary>What the file says that the figure needs of the drawing library.</summary>
    public const string Bundle = "gl3d";

    internal override JsonObject Describe()
    {
        Lengths.Same(Values, Rows.Count, "rows of values", Id);
        JsonObject trace = new()
        {
            ["type"] = "surface",
            ["x"] = PlotlyValue.Numbers(Columns),
            ["y"] = PlotlyValue.Numbers(Rows),
            ["z"] = new JsonArray([.. Values.Select(row => PlotlyValue.Numbers(Lengths.Same(row, Columns.Count, "values in a row", Id)))]),
            ["colorscale"] = "Viridis",
            ["colorbar"] = new JsonObject { ["title"] = new JsonObject { ["text"] = PlotlyValue.Text(Z.Title), ["side"] = "top" }, ["thickness"] = 12, ["outlinewidth"] = 0 },
            ["contours"] = new JsonObject { ["z"] = new JsonObject { ["show"] = true, ["usecolormap"] = true, ["project"] = new JsonObject { ["z"] = true } } },
            ["hovertemplate"] = "x %{x:.4g}<br>y %{y:.4g}<br><b>%{z:.4g}</b><extra></extra>",
        };
        JsonObject layout = new()
        {
            ["title"] = new JsonObject { ["text"] = PlotlyValue.Text(Title) },
            ["showlegend"] = false,
            ["scene"] = new JsonObject { ["xaxis"] = PlotlyLayout.Describe(X), ["yaxis"] = PlotlyLayout.Describe(Y), ["zaxis"] = PlotlyLayout.Describe(Z) },
        };
        JsonObject chart = PlotlyLayout.Chart([trace], layout);
        chart["needs"] = Bundle;
        return chart;
    }
}
