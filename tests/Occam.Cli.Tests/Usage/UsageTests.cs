using Occam.Cli.Tests.Support;

namespace Occam.Cli.Tests.Usage;

public class UsageTests
{
    [Theory]
    [InlineData("", "occam", "nothing", "--help")]
    [InlineData("expalin", "occam", "'expalin'", "Did you mean 'explain'?")]
    [InlineData("--frobnicate", "occam", "'--frobnicate'", "--help")]
    [InlineData("run", "occam run", "nothing", "--help")]
    [InlineData("run randomisation", "experiment 'randomisation'", "'randomisation'", "Did you mean 'randomization'?")]
    [InlineData("experiments nope", "experiment 'nope'", "'nope'", "Choose one of these")]
    [InlineData("explain frobnicate", "'frobnicate'", "'frobnicate'", "steps=1000")]
    [InlineData("explain -x", "'-x'", "'-x'", "steps=1000")]
    [InlineData("explain =3", "'=3'", "'=3'", "steps=1000")]
    [InlineData("explain --data", "occam explain --data", "no value", "--help")]
    [InlineData("explain --budget tiny", "--budget", "'tiny'", "Choose one of these")]
    [InlineData("explain --budget fulll", "--budget", "'fulll'", "Did you mean 'full'?")]
    [InlineData("explain --seed -1", "--seed", "'-1'", "--seed 1")]
    [InlineData("explain --seed 99999999999999999999", "--seed", "'99999999999999999999'", "--seed 1")]
    [InlineData("explain --threads 0", "--threads", "'0'", "every processor")]
    [InlineData("explain threads=0", "--threads", "'0'", "every processor")]
    [InlineData("explain --threads two", "--threads", "'two'", "every processor")]
    [InlineData("explain model=mlp:8 --model mlp:9", "occam explain --model", "2 values", "--help")]
    [InlineData("verify nowhere --threads 0", "--threads", "'0'", "every processor")]
    [InlineData("resume nowhere --threads 99999", "--threads", "'99999'", "every processor")]
    [InlineData("resume", "occam resume", "nothing", "--help")]
    [InlineData("resume one two", "occam resume", "'two'", "Leave it out, or write the option before it that it belongs to; lists go without spaces.")]
    [InlineData("data", "occam data", "nothing", "--help")]
    [InlineData("data lst", "occam data", "'lst'", "Did you mean 'list'?")]
    [InlineData("data list --all", "occam data list", "'--all'", "--help")]
    [InlineData("data get nope", "data get 'nope'", "an unknown name", "Check the spelling")]
    [InlineData("bench --rows nope", "--rows", "'nope'", "Choose one of these")]
    [InlineData("bench --threads 1,0", "--threads", "'0'", "--threads 1,2")]
    [InlineData("bench --seconds soon", "occam bench --seconds", "'soon'", "--help")]
    public void A_wrong_command_line_is_refused(string line, string what, string got, string remedy)
    {
        using TemporaryFolder folder = new();
        ShownFault fault = Refusal.One(folder, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(what, fault.What);
        Assert.Equal(got, fault.Got);
        Assert.Contains(remedy, fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_wrong_word_is_reported_at_once()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(["'one'", "'two'", "--budget", "--seed"], Refusal.Of(folder, "explain", "one", "two", "--budget", "x", "--seed", "y").Select(f => f.What));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("explain --help")]
    [InlineData("data show --help")]
    public void Help_is_not_a_failure(string line)
    {
        using TemporaryFolder folder = new();
        Outcome outcome = OccamProcess.Run(folder.Path, line.Split(' '));
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.NotEqual("", outcome.Output);
        Assert.Empty(folder.Content);
    }
}
