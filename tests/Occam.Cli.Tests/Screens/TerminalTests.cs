using System.Text.RegularExpressions;
using Occam.Cli.Tests.Support;

namespace Occam.Cli.Tests.Screens;

public partial class TerminalTests
{
    private const string Hide = "\e[?25l", Show = "\e[?25h";

    [Fact]
    public void The_live_view_gives_way_to_the_verdicts()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "Needs a pseudo-terminal.");
        using TemporaryFolder folder = new();
        using OccamProcess process = OccamProcess.StartInTerminal(folder.Path, [.. Tiny.Explain()]);
        string screen = process.End().Output;
        Assert.True(screen.LastIndexOf(Show, StringComparison.Ordinal) > screen.LastIndexOf(Hide, StringComparison.Ordinal), "The cursor must come back.");
        Assert.Contains("m-coherence", Plain(screen), StringComparison.Ordinal);
        Assert.Contains("verdict", Plain(screen), StringComparison.Ordinal);
        Assert.Contains("Check it bit by bit: occam verify runs/explain-", Plain(screen), StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_in_the_live_view_leaves_the_terminal_as_it_was()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "Needs a pseudo-terminal.");
        using TemporaryFolder folder = new();
        using OccamProcess process = OccamProcess.StartInTerminal(folder.Path, [.. Tiny.ExplainLong()]);
        process.WaitFor(() => RunFiles.MetricsLines(folder.In("runs")) >= 60);
        process.Type("\u0003");
        Outcome outcome = process.End();
        Assert.True(outcome.ExitCode == 130, outcome.ToString());
        Assert.Contains(Hide, outcome.Output, StringComparison.Ordinal);
        Assert.True(outcome.Output.LastIndexOf(Show, StringComparison.Ordinal) > outcome.Output.LastIndexOf(Hide, StringComparison.Ordinal), "The cursor must come back.");
        Assert.EndsWith($"  occam resume runs/{Path.GetFileName(Directory.GetDirectories(folder.In("runs")).Single())}", Plain(outcome.Output).TrimEnd(), StringComparison.Ordinal);
    }

    private static string Plain(string screen) => Control().Replace(screen, "");

    [GeneratedRegex("\e\\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Control();
}
