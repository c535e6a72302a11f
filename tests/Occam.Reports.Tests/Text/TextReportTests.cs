using Occam.Records;
using Occam.Reports.Tests.Support;
using Occam.Reports.Text;

namespace Occam.Reports.Tests.Text;

public sealed class TextReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void AFindingAtEightyColumns() => Assert.Equal("""
        Why do networks generalize?
        mlp:64 · mnist-mini: 500 for training
        explain · smoke · Seed 7 · 1 min 23 s ·
        0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef

        ✓ held: Real labels are learnt in fewer steps than random labels by the same
        network.
            Measured: 3.25 (2.5 to 4). Expected: ratio above 2
            Zhang et al. 2017, Figure 1

        ? undecided: The gap grows with the share of wrong labels.
            Measured: not measured. Expected: slope above 0
            the same, Figure 1c
            Only one trial could be finished.

        ✕ contradicted: The norm predicts the error.
            Measured: −0.0001234 (−0.5 to 0.1). Expected: correlation above 0.5
            the same, section 5

        Errors by labels
        labels  error / %
        ──────  ─────────
        true          2.5
        random         90
        none          NaN

        Beside the published numbers
           Published  Measured  Deviation   Ratio  Comparable  Quantity
        ─  ─────────  ────────  ─────────  ──────  ──────────  ────────
        1        3.5      3.25      −0.25  0.9286  yes         slowdown
        2                                          no          error

        1  Table 1
             a smaller set
        2  §2
             words only

        occam run explain --seed 7

        """, Render(SampleRun.CreateFull(_folder), 80));

    [Theory]
    [InlineData(40)]
    [InlineData(41)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(200)]
    public void NoLineIsWiderThanTheTerminal(int width)
    {
        string words = string.Join(' ', Enumerable.Range(1, 60).Select(i => new string('a', i % 9 + 1)));
        Claim claim = SampleRun.Plain.Claims[0] with { Statement = words, Source = words, Expected = words, Note = words };
        Findings findings = SampleRun.Plain with { Claims = [claim], Tables = [], Published = [], SpecHash = "0123" };
        string[] lines = Render(SampleRun.Create(_folder, findings), width).Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        // The longest word has nine letters, so a line that is followed by another is nearly full.
        Assert.Contains(lines, line => line.Length > width - 10);
    }

    [Fact]
    public void PublishedNumbersAreReadableAtEightyColumns()
    {
        const string table = "A paper of 2017, Table 1: mlp:512x3, ", note = "Not comparable: data mnist-mini, not cifar10; 3,000 training examples, not 50,000.";
        using StringWriter output = new();
        TextReport.WritePublished(
            [
                new PublishedNumber("mlp-512x3-random-weight-decay-train-accuracy", table + "random labels, weight decay, training accuracy in %", 99.21, 98.4, null, false, note),
                new PublishedNumber("true-train-accuracy", table + "true labels, training accuracy in %", 100, 99.96, null, false, note),
                new PublishedNumber("random-slowdown", "A paper of 2017, Fig. 1b: time to fit", 4, 2.5, 0.625, true, "At least."),
            ],
            output, 80);
        Assert.Equal("""
            Beside the published numbers
               Published  Measured  Deviation  Ratio  Comparable  Quantity
            ─  ─────────  ────────  ─────────  ─────  ──────────  ────────────────────────
            1      99.21      98.4      −0.81         no          mlp-512x3-random-weight-
                                                                  decay-train-accuracy
            2        100     99.96      −0.04         no          true-train-accuracy
            3          4       2.5       −1.5  0.625  yes         random-slowdown

            1  A paper of 2017, Table 1: mlp:512x3, random labels, weight decay, training
               accuracy in %
            2  A paper of 2017, Table 1: mlp:512x3, true labels, training accuracy in %
                 Not comparable: data mnist-mini, not cifar10; 3,000 training examples, not
                 50,000.
            3  A paper of 2017, Fig. 1b: time to fit
                 At least.


            """, output.ToString());
    }

    [Fact]
    public void NoPublishedNumbersLeaveNothing()
    {
        using StringWriter output = new();
        TextReport.WritePublished([], output);
        Assert.Equal("", output.ToString());
    }

    [Fact]
    public void ANarrowTerminalGetsTheNarrowestReport() =>
        Assert.Equal(Render(SampleRun.CreateFull(_folder), TextReport.NarrowestWidth), Render(SampleRun.CreateFull(_folder), 1));

    [Fact]
    public void AWordThatDoesNotFitStandsAlone() => Assert.Equal(["ab", "0123456789", "cd ef"], PlainText.Wrap("ab 0123456789  cd\tef", 5));

    [Fact]
    public void WideLettersCountTwice()
    {
        Assert.Equal(["成立 成立", "成立"], PlainText.Wrap("成立 成立 成立", 9));
        Assert.Equal(["成立", "成立"], PlainText.Wrap("成立 成立", 8));
        Assert.Equal(1, PlainText.Width("e\u0301"));
        Assert.Equal("成立  ", PlainText.Pad("成立", 6, right: false));
    }

    [Fact]
    public void DataCannotSpeakToTheTerminal()
    {
        const string hostile = "\u001b[31mred\u001b]0;title\u0007 \u202eturned\u0085\u2028 \u009b1m \r";
        Findings findings = SampleRun.Plain with
        {
            Experiment = hostile,
            Claims = [SampleRun.Plain.Claims[0] with { Statement = hostile, Source = hostile, Expected = hostile, Note = hostile }],
            Tables = [new ResultTable("t", hostile, [hostile], [[hostile]])],
            Published = [new PublishedNumber(hostile, hostile, 1, 1, 1, true, hostile)],
        };
        string text = Render(SampleRun.Create(_folder, findings, new About(hostile, "", []) { Network = hostile, Data = hostile }), 80);
        Assert.DoesNotContain(text, c => c != '\n' && (char.IsControl(c) || c is '\u202e' or '\u2028'));
        Assert.Contains("turned", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ARunWithoutClaimsIsItsHeading()
    {
        Findings findings = SampleRun.Plain with { Claims = [], Tables = [], Published = [], SpecHash = "0123", DurationSeconds = 2 };
        Assert.Equal("explain\nexplain · smoke · Seed 7 · 2 s · 0123\n\n", Render(SampleRun.Create(_folder, findings), 80));
    }

    [Fact]
    public void ChineseWordsStandAroundTheStatements()
    {
        string text = Render(SampleRun.CreateFull(_folder), 80, ReportLanguage.Chinese);
        Assert.Contains("✓ 成立: Real labels", text, StringComparison.Ordinal);
        Assert.Contains("? 未定: The gap", text, StringComparison.Ordinal);
        Assert.Contains("✕ 被否定: The norm", text, StringComparison.Ordinal);
        Assert.Contains("与已发表数值对照", text, StringComparison.Ordinal);
        Assert.DoesNotContain("held", text, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Render(RunFolder run, int width, ReportLanguage language = ReportLanguage.English)
    {
        using StringWriter output = new();
        TextReport.Write(run, output, width, language);
        return output.ToString();
    }
}
