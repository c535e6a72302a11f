using Occam.Cli.Tests.Support;

namespace Occam.Cli.Tests.Screens;

public class ScreenTests
{
    [Theory]
    [InlineData("help", "--help")]
    [InlineData("explain-help", "explain --help")]
    [InlineData("experiments", "experiments")]
    [InlineData("experiments-randomization", "experiments randomization")]
    [InlineData("data-list", "data list")]
    [InlineData("data-show", "data show mnist-mini")]
    public void What_the_program_shows(string name, string line)
    {
        using TemporaryFolder folder = new();
        Outcome outcome = OccamProcess.Run(folder.Path, line.Split(' '));
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Snapshot.Match(outcome.Output, name);
    }

    [Fact]
    public void What_the_program_complains_about()
    {
        using TemporaryFolder folder = new();
        Outcome outcome = OccamProcess.Run(folder.Path, "explain", "--data", "mnst", "stesp=5", "learning-rate=fast", "batch-size=0", "optimizer=adm");
        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Snapshot.Match(outcome.Error.Replace(folder.Path, "FOLDER", StringComparison.Ordinal), "complaints");
    }
}
