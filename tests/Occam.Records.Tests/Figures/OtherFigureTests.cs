using System.Text.Json.Nodes;
using Occam.Formats.Files;
using Occam.Records.Figures;

namespace Occam.Records.Tests.Figures;

public sealed class OtherFigureTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0];

    [Fact]
    public void BarsLieDownWithTheirIntervalsAsDistances()
    {
        JsonObject chart = Parse(Bars(new BarSeries("error", [0.5, 1]) { Low = [0.25, 0.5], High = [1, double.NaN] }));
        JsonNode trace = chart["data"]![0]!;
        Assert.Equal("bar", (string?)trace["type"]);
        Assert.Equal("h", (string?)trace["orientation"]);
        Assert.Equal("[0.5,1]", trace["x"]!.ToJsonString());
        Assert.Equal(["true", "<random>"], trace["y"]!.AsArray().Select(name => ((string?)name)!.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal)));
        Assert.Equal("[0.5,null]", trace["error_x"]!["array"]!.ToJsonString());
        Assert.Equal("[0.25,0.5]", trace["error_x"]!["arrayminus"]!.ToJsonString());
        Assert.Equal("category", (string?)chart["layout"]!["yaxis"]!["type"]);
        Assert.Equal("reversed", (string?)chart["layout"]!["yaxis"]!["autorange"]);
    }

    [Fact]
    public void BarsOfOtherLengthsAreRefused()
    {
        Refused(Bars(new BarSeries("error", [1])), "'error': expected 2 bars, got 1");
        Refused(Bars(new BarSeries("error", [1, 2]) { Low = [1], High = [1, 2] }), "'error': expected 2 lower ends, got 1");
        Refused(Bars(new BarSeries("error", [1, 2]) { Low = [1, 2], High = [1, 2, 3] }), "'error': expected 2 upper ends, got 3");
    }

    [Theory]
    [InlineData(false, HeatMapScale.Sequential, "heatmap", "Viridis", null)]
    [InlineData(true, HeatMapScale.Sequential, "contour", "Viridis", null)]
    [InlineData(false, HeatMapScale.Diverging, "heatmap", "RdBu", 0)]
    public void HeatMapsKeepTheirRows(bool contours, HeatMapScale scale, string type, string colors, int? middle)
    {
        HeatMapFigure figure = Map([[1, 2, 3], [4, double.PositiveInfinity, 6]]) with { Contours = contours, Scale = scale, Overlay = [new LineSeries("path", [0, 1], [0, 1])] };
        JsonObject chart = Parse(figure);
        JsonNode trace = chart["data"]![0]!;
        Assert.Equal(type, (string?)trace["type"]);
        Assert.Equal(colors, (string?)trace["colorscale"]);
        Assert.Equal(middle, (int?)trace["zmid"]);
        Assert.Equal("[[1,2,3],[4,null,6]]", trace["z"]!.ToJsonString());
        Assert.Equal("[-1,0,1]", trace["x"]!.ToJsonString());
        Assert.Equal("[0,1]", trace["y"]!.ToJsonString());
        Assert.Equal("loss", (string?)trace["colorbar"]!["title"]!["text"]);
        Assert.Equal("path", (string?)chart["data"]![1]!["name"]);
    }

    [Fact]
    public void HeatMapsOfOtherShapesAreRefused()
    {
        Refused(Map([[1, 2, 3]]), "expected 2 rows of values, got 1");
        Refused(Map([[1, 2, 3], [1, 2]]), "expected 3 values in a row, got 2");
    }

    [Fact]
    public void SurfacesKeepTheirRowsAndSayWhatTheyNeed()
    {
        JsonObject chart = Parse(Surface([[1, 2, 3], [4, double.NaN, 6]]));
        Assert.Equal("chart", (string?)chart["kind"]);
        Assert.Equal("gl3d", (string?)chart["needs"]);
        JsonNode trace = Assert.Single(chart["data"]!.AsArray())!;
        Assert.Equal("surface", (string?)trace["type"]);
        Assert.Equal("[[1,2,3],[4,null,6]]", trace["z"]!.ToJsonString());
        Assert.Equal("[-1,0,1]", trace["x"]!.ToJsonString());
        Assert.Equal("[0,1]", trace["y"]!.ToJsonString());
        JsonNode scene = chart["layout"]!["scene"]!;
        Assert.Equal(["a", "b", "&lt;loss&gt;"], ((string[])["xaxis", "yaxis", "zaxis"]).Select(axis => (string?)scene[axis]!["title"]!["text"]));
        Assert.Equal("log", (string?)scene["zaxis"]!["type"]);
        Assert.False(Parse(Map([[1, 2, 3], [4, 5, 6]])).ContainsKey("needs"));
    }

    [Fact]
    public void SurfacesOfOtherShapesAreRefused()
    {
        Refused(Surface([[1, 2, 3]]), "expected 2 rows of values, got 1");
        Refused(Surface([[1, 2, 3], [1, 2]]), "expected 3 values in a row, got 2");
    }

    [Fact]
    public void AnImageGridHoldsItsPictures()
    {
        GridImage[] images = [GridImage.FromPng(Png, "<cat>", "wrong"), GridImage.FromPng(Png, "dog")];
        JsonObject grid = Parse(new ImageGridFigure("f", "t", "c", images));
        Assert.Equal("images", (string?)grid["kind"]);
        Assert.Equal("data:image/png;base64,iVBORw0KGgoA", (string?)grid["images"]![0]!["source"]);
        Assert.Equal("<cat>", (string?)grid["images"]![0]!["label"]);
        Assert.Equal("wrong", (string?)grid["images"]![0]!["note"]);
        Assert.False(grid["images"]![1]!.AsObject().ContainsKey("note"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void BytesThatAreNotPngAreRefused(int length) =>
        Assert.Contains($"{length} bytes", Assert.Throws<FileFormatException>(() => GridImage.FromPng(Png.AsSpan(0, length), "")).Got, StringComparison.Ordinal);

    private static void Refused(Figure figure, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(figure.ToJson).Message, StringComparison.Ordinal);

    private static BarFigure Bars(BarSeries series) => new("f", "t", "c", new Axis("error"), ["true", "<random>"], [series]);

    private static HeatMapFigure Map(IReadOnlyList<IReadOnlyList<double>> values) => new("f", "t", "c", new Axis("a"), new Axis("b"), "loss", [-1, 0, 1], [0, 1], values);

    private static SurfaceFigure Surface(IReadOnlyList<IReadOnlyList<double>> values) =>
        new("f", "t", "c", new Axis("a"), new Axis("b"), new Axis("<loss>", AxisScale.Logarithmic), [-1, 0, 1], [0, 1], values);

    private static JsonObject Parse(Figure figure) => JsonNode.Parse(figure.ToJson())!.AsObject();
}
