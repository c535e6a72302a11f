using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Occam.Formats.Files;
using Occam.Records;
using Occam.Reports.Content;
using Occam.Reports.Html;
using Occam.Reports.Tests.Support;

namespace Occam.Reports.Tests.Html;

public sealed class PageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void TheReportIsOneFileInTheRunFolder()
    {
        RunFolder run = SampleRun.CreateFull(_folder);
        string[] before = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories);
        Assert.Equal(run.ReportPath, HtmlReport.Write(run));
        string[] after = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories);
        Assert.Equal([run.ReportPath], after.Except(before));
        AssertAsksNothing(File.ReadAllText(run.ReportPath), scripts: 2);
    }

    [Fact]
    public void EveryWordOfTheRunIsShown()
    {
        string seen = PageText.Visible(Render(SampleRun.CreateFull(_folder)));
        string[] expected =
        [
            "Why do networks generalize?", "First part.", "Second part.", "After Zhang et al. 2017", "Network mlp:64", "Data mnist-mini: 500 for training", "Seed 7", "Budget smoke", "1 min 23 s", "explain-01234567",
            .. SampleRun.Plain.Claims.SelectMany(claim => (string[])[claim.Statement, claim.Source, claim.Expected]),
            "Only one trial could be finished.", "Errors by labels", "labels", "error / %", "random", "NaN", "Loss falls", "slowdown", "a smaller set", "words only",
            "occam run explain --seed 7", SampleRun.Plain.SpecHash,
        ];
        Assert.All(expected, text => Assert.Contains(text, seen, StringComparison.Ordinal));
    }

    [Fact]
    public void AVerdictIsASymbolAWordAndANumber()
    {
        string seen = PageText.Visible(Render(SampleRun.CreateFull(_folder)));
        Assert.Contains("✓ held Real labels are learnt", seen, StringComparison.Ordinal);
        Assert.Contains("? undecided The gap grows", seen, StringComparison.Ordinal);
        Assert.Contains("✕ contradicted The norm predicts", seen, StringComparison.Ordinal);
        Assert.Contains("Measured 3.25 2.5 to 4 Expected ratio above 2", seen, StringComparison.Ordinal);
        Assert.Contains("Measured not measured Expected slope above 0", seen, StringComparison.Ordinal);
        Assert.Contains("Measured −0.0001234 −0.5 to 0.1 Expected", seen, StringComparison.Ordinal);
        Assert.Contains("1 ✓ held 1 ✕ contradicted 1 ? undecided", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void EachChartCarriesItsFileWithoutChange()
    {
        RunFolder run = SampleRun.CreateHostile(_folder);
        string[] data = PageText.ChartData(Render(run));
        FigureEntry[] charts = [.. run.ReadFindings().Figures.Take(3)];
        Assert.Equal(3, data.Length);
        Assert.All(charts.Zip(data), pair => Assert.True(JsonNode.DeepEquals(run.ReadFigure(pair.First), JsonNode.Parse(pair.Second))));
        Assert.All(data, json => Assert.DoesNotContain('<', json));
    }

    [Fact]
    public void ChartDataFromElsewhereCannotEndItsScript()
    {
        RunFolder run = SampleRun.CreateFull(_folder);
        const string raw = """{"kind":"chart","data":[{"name":"</script><script>alert(1)</script>"}],"layout":{"</ScRiPt>":"<!--"}}""";
        File.WriteAllText(Path.Combine(run.FolderPath, "figures", "loss.json"), raw);
        string page = Render(run);
        AssertAsksNothing(page, scripts: 2);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(raw), JsonNode.Parse(PageText.ChartData(page)[0])));
    }

    [Fact]
    public void TheLibraryForSpaceIsThereOnlyForSurfaces()
    {
        Func<string> space = () => "// space";
        string without = Page.Render(ReportContent.Read(SampleRun.CreateFull(_folder), ReportLanguage.English), "// library", () => throw new InvalidOperationException("not needed"));
        Assert.DoesNotContain("// space", without, StringComparison.Ordinal);
        using TemporaryFolder other = new();
        string with = Page.Render(ReportContent.Read(SampleRun.CreateHostile(other, SampleRun.Surface(SampleRun.Hostile)), ReportLanguage.English), "// library", space);
        AssertAsksNothing(with, scripts: 3);
        // Both libraries take the same name: the one for space has to come first.
        Assert.Equal("// space", PageText.Scripts(with)[0]);
        Assert.Equal("// library", PageText.Scripts(with)[1]);
    }

    [Fact]
    public void HostileWordsStayWords()
    {
        string page = Render(SampleRun.CreateHostile(_folder));
        AssertAsksNothing(page, scripts: 2);
        Assert.DoesNotContain("<script>alert", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img src=x", page, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(PageText.Attributes(page, @"on\w+"));
        Assert.Equal(1, Count(page, "<title>"));
        Assert.Equal(1, Count(page, "</title>"));
        Assert.Equal(1, Count(page, "</style>"));
        Assert.DoesNotContain('\u2028', page);
        string shown = SampleRun.Hostile.Replace(" \u2028 ", " ", StringComparison.Ordinal);
        Assert.True(Count(PageText.Visible(page), shown) >= 20);
        Assert.Contains(SampleRun.Hostile, PageText.Attributes(page, "aria-label"));
        Assert.Contains(SampleRun.Hostile, PageText.Attributes(page, "data-name"));
        Assert.Contains(SampleRun.Hostile, PageText.Attributes(page, "alt"));
    }

    [Theory]
    [InlineData("https://example.org/a.png")]
    [InlineData("//example.org/a.png")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html;base64,aaaa")]
    [InlineData("data:image/svg+xml,aaaa")]
    [InlineData("")]
    public void PicturesFromElsewhereAreNotShown(string address)
    {
        RunFolder run = SampleRun.CreateFull(_folder);
        JsonObject grid = new() { ["kind"] = "images", ["images"] = new JsonArray(new JsonObject { ["source"] = address, ["label"] = "cat" }, null, 1, new JsonObject()) };
        File.WriteAllText(Path.Combine(run.FolderPath, "figures", "images.json"), grid.ToJsonString());
        string page = Render(run);
        Assert.Empty(PageText.Attributes(page, "src"));
        Assert.Contains("cat", PageText.Visible(page), StringComparison.Ordinal);
    }

    [Fact]
    public void PublishedNumbersStandWithTheirDeviation()
    {
        string seen = PageText.Visible(Render(SampleRun.CreateFull(_folder)));
        Assert.Contains("Quantity Source Published Measured Deviation Ratio Comparable Note", seen, StringComparison.Ordinal);
        Assert.Contains("slowdown Table 1 3.5 3.25 −0.25 0.9286 yes a smaller set", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void ARunWithNothingToShowHasAPage()
    {
        Findings empty = SampleRun.Plain with { Claims = [], Tables = [], Published = [] };
        string page = Render(SampleRun.Create(_folder, empty));
        AssertAsksNothing(page, scripts: 1);
        string seen = PageText.Visible(page);
        Assert.Contains("This experiment states no claims.", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Figures", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Tables", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("published", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("// library", page, StringComparison.Ordinal);
    }

    [Fact]
    public void EqualRunsHaveEqualPages()
    {
        using TemporaryFolder other = new();
        byte[] first = File.ReadAllBytes(HtmlReport.Write(SampleRun.CreateFull(_folder)));
        RunFolder copy = SampleRun.CreateFull(other);
        Assert.Equal(first, File.ReadAllBytes(HtmlReport.Write(copy)));
        Assert.Equal(first, File.ReadAllBytes(HtmlReport.Write(copy)));
    }

    [Fact]
    public void TheChineseReportKeepsTheStatements()
    {
        string page = Render(SampleRun.CreateFull(_folder), ReportLanguage.Chinese);
        string seen = PageText.Visible(page);
        Assert.Contains("<html lang=\"zh-Hans\">", page, StringComparison.Ordinal);
        Assert.Contains("✓ 成立 Real labels are learnt", seen, StringComparison.Ordinal);
        Assert.Contains("✕ 被否定 The norm", seen, StringComparison.Ordinal);
        Assert.Contains("? 未定 The gap", seen, StringComparison.Ordinal);
        Assert.Contains("种子 7", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("undecided", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Measured", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnfinishedRunIsRefusedWithTheWayOn()
    {
        RunFolder run = RunFolder.OpenOrCreate(_folder.Path, "explain", [], out _);
        FileFormatException refusal = Assert.Throws<FileFormatException>(() => HtmlReport.Write(run));
        Assert.Contains($"occam resume {run.FolderPath}", refusal.Remedy, StringComparison.Ordinal);
        Assert.Throws<FileFormatException>(() => TextReport.Write(run, TextWriter.Null));
        Assert.False(File.Exists(run.ReportPath));
    }

    public void Dispose() => _folder.Dispose();

    private static string Render(RunFolder run, ReportLanguage language = ReportLanguage.English) => Page.Render(ReportContent.Read(run, language), "// library");

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    /// <summary>Only places in the page and pictures in it are named, and the policy allows exactly the scripts that are there.</summary>
    private static void AssertAsksNothing(string page, int scripts)
    {
        string markup = PageText.Markup(page), policy = Assert.Single(PageText.Attributes(page, "content"), text => text.StartsWith("default-src", StringComparison.Ordinal));
        Assert.All(PageText.Attributes(page, "src|href|srcset|action|formaction|poster|data|background|cite|xlink:href"), address => Assert.Matches("^(#[a-z]|data:image/png;base64,)", address));
        Assert.DoesNotMatch("(?i)<(link|iframe|object|embed|base|form|frame|video|audio|applet)\\b", markup);
        Assert.Contains("http-equiv=\"Content-Security-Policy\"", markup, StringComparison.Ordinal);
        string style = page[page.IndexOf("<style>", StringComparison.Ordinal)..page.IndexOf("</style>", StringComparison.Ordinal)];
        Assert.DoesNotMatch("(?i)url\\(|@import|https?:", style);
        string[] running = PageText.Scripts(page);
        Assert.Equal(scripts, running.Length);
        string hashes = string.Join(' ', running.Select(script => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'"));
        Assert.Equal($"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'", policy);
    }
}
