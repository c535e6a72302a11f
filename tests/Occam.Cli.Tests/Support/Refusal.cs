namespace Occam.Cli.Tests.Support;

/// <summary>What bad input must lead to, whatever it is: exit code 2, messages of four parts, nothing on standard output, nothing left behind.</summary>
internal static class Refusal
{
    public static IReadOnlyList<ShownFault> Of(TemporaryFolder folder, params string[] arguments)
    {
        string[] before = folder.Content;
        Outcome outcome = OccamProcess.Run(folder.Path, arguments);
        Assert.True(outcome.ExitCode == 2, $"{string.Join(' ', arguments)}: {outcome}");
        Assert.Equal("", outcome.Output);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', outcome.Error);
        Assert.Equal(before, folder.Content);
        IReadOnlyList<ShownFault> faults = ShownFault.All(outcome.Error);
        Assert.NotEmpty(faults);
        return faults;
    }

    /// <summary>The only message.</summary>
    public static ShownFault One(TemporaryFolder folder, params string[] arguments) => Assert.Single(Of(folder, arguments));
}
