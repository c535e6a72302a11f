using System.Text.Json.Nodes;
using Occam.Records.Figures;

namespace Occam.Records.Tests.Figures;

public sealed class LineFigureTests
{
    private static readonly LineSeries Series = new("true", [1, 2, 3], [0.5, double.NaN, 0.25]);

    [Fact]
    public void APlainLineIsThisTrace()
    {
        JsonObject chart = Parse(Of(Series));
        Assert.Equal("chart", (string?)chart["kind"]);
        JsonObject trace = Assert.Single(chart["data"]!.AsArray())!.AsObject();
        Assert.Equal("scatter", (string?)trace["type"]);
        Assert.Equal("lines", (string?)trace["mode"]);
        Assert.Equal("true", (string?)trace["name"]);
        Assert.Equal("[1,2,3]", trace["x"]!.ToJsonString());
        Assert.Equal("[0.5,null,0.25]", trace["y"]!.ToJsonString());
        Assert.Equal("linear", (string?)chart["layout"]!["xaxis"]!["type"]);
        Assert.Equal("step", (string?)chart["layout"]!["xaxis"]!["title"]!["text"]);
        Assert.False((bool)chart["layout"]!["showlegend"]!);
    }

    [Theory]
    [InlineData(LineStyle.Line, "lines")]
    [InlineData(LineStyle.Points, "markers")]
    [InlineData(LineStyle.LineAndPoints, "lines+markers")]
    public void StylesAreModes(LineStyle style, string mode) =>
        Assert.Equal(mode, (string?)Parse(Of(Series with { Style = style }))["data"]![0]!["mode"]);

    [Fact]
    public void LogarithmicAxesSaySo()
    {
        LineFigure figure = new("f", "t", "c", new Axis("steps", AxisScale.Logarithmic), new Axis("loss", AxisScale.Logarithmic), [Series]);
        JsonNode layout = Parse(figure)["layout"]!;
        Assert.Equal("log", (string?)layout["xaxis"]!["type"]);
        Assert.Equal("log", (string?)layout["yaxis"]!["type"]);
        Assert.Equal("power", (string?)layout["yaxis"]!["exponentformat"]);
    }

    [Fact]
    public void ReferenceLinesCrossThePaperAtTheirValue()
    {
        LineFigure figure = Of(Series) with
        {
            References = [new(ReferenceDirection.Horizontal, 0.1, "chance"), new(ReferenceDirection.Vertical, 2, "<end>"), new(ReferenceDirection.Vertical, double.NaN, "gone")],
        };
        JsonArray shapes = Parse(figure)["layout"]!["shapes"]!.AsArray();
        Assert.Equal(2, shapes.Count);
        Assert.Equal(("paper", 0, 1, "y", 0.1, 0.1), Shape(shapes[0]!, "x", "y"));
        Assert.Equal(("paper", 0, 1, "x", 2, 2), Shape(shapes[1]!, "y", "x"));
        Assert.Equal("chance", (string?)shapes[0]!["name"]);
        Assert.Equal("&lt;end&gt;", (string?)shapes[1]!["name"]);
    }

    /// <summary>Positions 1, 2, 3 with a hole at 2: upper ends forwards, then lower ends backwards.</summary>
    [Fact]
    public void ABandIsAnOutlineBelowTheLines()
    {
        LineSeries band = Series with { Low = [0, double.NaN, 2], High = [4, 5, 6] };
        JsonArray data = Parse(Of(new LineSeries("plain", [1], [1]), band))["data"]!.AsArray();
        Assert.Equal(3, data.Count);
        Assert.Equal("toself", (string?)data[0]!["fill"]);
        Assert.Equal("[1,3,3,1]", data[0]!["x"]!.ToJsonString());
        Assert.Equal("[4,6,2,0]", data[0]!["y"]!.ToJsonString());
        Assert.Equal("rgba(213,94,0,0.18)", (string?)data[0]!["fillcolor"]);
        Assert.Equal((string?)data[0]!["legendgroup"], (string?)data[2]!["legendgroup"]);
        Assert.Equal("[[0,4],[null,5],[2,6]]", data[2]!["customdata"]!.ToJsonString());
    }

    [Fact]
    public void HalfAnIntervalIsNotDrawn() => Assert.Single(Parse(Of(Series with { Low = [0, 0, 0] }))["data"]!.AsArray());

    /// <summary>Hexadecimal values as Okabe and Ito published them.</summary>
    [Theory]
    [InlineData(PaletteColor.Blue, "#0072B2")]
    [InlineData(PaletteColor.Vermillion, "#D55E00")]
    [InlineData(PaletteColor.Green, "#009E73")]
    [InlineData(PaletteColor.Orange, "#E69F00")]
    [InlineData(PaletteColor.Purple, "#CC79A7")]
    [InlineData(PaletteColor.SkyBlue, "#56B4E9")]
    [InlineData(PaletteColor.Yellow, "#F0E442")]
    [InlineData(PaletteColor.Grey, "#888888")]
    public void ARoleKeepsItsColourWhereverItStands(PaletteColor role, string hex)
    {
        LineSeries series = Series with { Color = role };
        JsonArray first = Parse(Of(series))["data"]!.AsArray(), third = Parse(Of(Series, Series, series))["data"]!.AsArray();
        Assert.Equal(hex, (string?)first[0]!["line"]!["color"]);
        Assert.Equal(hex, (string?)third[2]!["line"]!["color"]);
        Assert.Equal(hex, (string?)third[2]!["marker"]!["color"]);
    }

    [Fact]
    public void SeriesDifferByMoreThanColour()
    {
        JsonArray data = Parse(Of([.. Enumerable.Repeat(Series, 6)]))["data"]!.AsArray();
        Assert.Equal(6, data.Select(trace => (string?)trace!["line"]!["color"]).Distinct().Count());
        Assert.Equal(6, data.Select(trace => (string?)trace!["line"]!["dash"]).Distinct().Count());
        Assert.Equal(6, data.Select(trace => (string?)trace!["marker"]!["symbol"]).Distinct().Count());
    }

    [Fact]
    public void WordsFromDataHoldNoTags()
    {
        const string hostile = "<a href=\"javascript:alert(1)\">&amp;</a>", shown = "&lt;a href=\"javascript:alert(1)\"&gt;&amp;amp;&lt;/a&gt;";
        LineFigure figure = new("f", hostile, "c", new Axis(hostile), new Axis(hostile), [Series with { Name = hostile }]) { Notes = [new(1, 2, hostile)] };
        JsonObject chart = Parse(figure);
        Assert.Equal(shown, (string?)chart["layout"]!["title"]!["text"]);
        Assert.Equal(shown, (string?)chart["layout"]!["xaxis"]!["title"]!["text"]);
        Assert.Equal(shown, (string?)chart["layout"]!["yaxis"]!["title"]!["text"]);
        Assert.Equal(shown, (string?)chart["data"]![0]!["name"]);
        Assert.Equal(shown, (string?)chart["data"]![1]!["text"]![0]);
        Assert.DoesNotContain('<', figure.ToJson());
    }

    [Fact]
    public void MismatchedLengthsAreRefusedWithTheNumbers()
    {
        Assert.Contains("'a': expected 2 vertical positions, got 1", Refusal(() => new LineSeries("a", [1, 2], [1])), StringComparison.Ordinal);
        Assert.Contains("'true': expected 3 lower ends, got 2", Refusal(() => Series with { Low = [1, 2] }), StringComparison.Ordinal);
        Assert.Contains("'true': expected 3 upper ends, got 4", Refusal(() => Series with { High = [1, 2, 3, 4] }), StringComparison.Ordinal);
        Assert.Contains("'true': expected 3 vertical positions, got 1", Refusal(() => Series with { Y = [1] }), StringComparison.Ordinal);
    }

    private static string Refusal(Func<object> make) => Assert.Throws<ArgumentException>(make).Message;

    private static LineFigure Of(params LineSeries[] series) => new("f", "title", "caption", new Axis("step"), new Axis("loss"), series);

    private static JsonObject Parse(Figure figure) => JsonNode.Parse(figure.ToJson())!.AsObject();

    private static (string?, double, double, string?, double, double) Shape(JsonNode shape, string along, string across) =>
        ((string?)shape[along + "ref"], (double)shape[along + "0"]!, (double)shape[along + "1"]!, (string?)shape[across + "ref"], (double)shape[across + "0"]!, (double)shape[across + "1"]!);
}
