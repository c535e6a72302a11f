namespace Occam.Records.Tests;

public sealed class EnvironmentInfoTests
{
    [Fact]
    public void TheMachineIsGathered()
    {
        EnvironmentInfo info = EnvironmentInfo.Gather(typeof(EnvironmentInfo).Assembly, "occam run explain --seed 7", 3);
        Assert.Equal("occam run explain --seed 7", info.Command);
        Assert.Equal(3, info.Threads);
        Assert.Equal("0.1.0", info.ToolVersion);
        Assert.Equal(Environment.ProcessorCount, info.LogicalProcessors);
        Assert.StartsWith(".NET 10.", info.Dotnet, StringComparison.Ordinal);
        Assert.All([info.OperatingSystem, info.Architecture, info.Processor], text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.DoesNotContain("", info.VectorFeatures);
    }

    /// <summary>An assembly of the runtime has a version with its own commit.</summary>
    [Fact]
    public void TheCommitIsWhatFollowsThePlus()
    {
        EnvironmentInfo info = EnvironmentInfo.Gather(typeof(object).Assembly, "", 1);
        Assert.DoesNotContain('+', info.ToolVersion);
        Assert.Matches("^[0-9a-f]{40}$", info.Commit!);
    }
}
