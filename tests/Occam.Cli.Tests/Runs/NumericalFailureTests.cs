using Occam.Cli.Tests.Support;

namespace Occam.Cli.Tests.Runs;

public class NumericalFailureTests
{
    [Theory]
    [InlineData("1e20", "10")]
    [InlineData("1e60", "0")]
    public void A_training_that_leaves_the_numbers_says_where(string learningRate, string warmUp)
    {
        using TemporaryFolder folder = new();
        Outcome outcome = OccamProcess.Run(folder.Path, [.. Tiny.Explain($"learning-rate={learningRate}", $"warm-up={warmUp}")]);
        Assert.True(outcome.ExitCode == 3, outcome.ToString());
        Assert.Equal("", outcome.Output);
        ShownFault fault = Assert.Single(ShownFault.All(outcome.Error));
        Assert.Matches("step [0-9]+", fault.What);
        Assert.Matches("layer '.+'", fault.Got);
        Assert.Contains("learning rate", fault.Remedy, StringComparison.Ordinal);
    }
}
