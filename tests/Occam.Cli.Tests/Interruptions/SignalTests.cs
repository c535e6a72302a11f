using Occam.Cli.Tests.Support;

namespace Occam.Cli.Tests.Interruptions;

public class SignalTests
{
    [Fact]
    public void Interrupted_killed_and_terminated_a_run_comes_to_the_same_bytes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        using TemporaryFolder folder = new();
        string runs = folder.In("runs");
        using OccamProcess first = OccamProcess.Start(folder.Path, [.. Tiny.ExplainLong()]);
        AssertStopped(first, runs, lines: 60, OccamProcess.Interrupt, 130);
        string run = Assert.Single(Directory.GetDirectories(runs)), name = Path.GetFileName(run);
        Assert.Equal(["checkpoints/partly.safetensors", "checkpoints/random.safetensors", "checkpoints/true.safetensors"], RunFiles.Names(run).Where(n => n.StartsWith("checkpoints", StringComparison.Ordinal)));

        using OccamProcess second = OccamProcess.Start(folder.Path, "resume", $"runs/{name}", "--threads", "2");
        second.WaitFor(() => RunFiles.MetricsLines(runs) >= 74);
        second.Signal(OccamProcess.Kill);
        Assert.Equal(137, second.End().ExitCode);

        // The same command does what resume does.
        using OccamProcess third = OccamProcess.Start(folder.Path, [.. Tiny.ExplainLong()]);
        AssertStopped(third, runs, lines: 82, OccamProcess.Terminate, 143);

        Assert.True(OccamProcess.Run(folder.Path, "resume", $"runs/{name}/").ExitCode < 2);
        Assert.True(OccamProcess.Run(folder.Path, [.. Tiny.ExplainLong("--out", "whole")]).ExitCode < 2);
        RunFiles.AssertSame(folder.In($"whole/{name}"), run);
        Assert.Equal(RunFiles.Names(folder.In($"whole/{name}")), RunFiles.Names(run));
    }

    /// <summary>Sends a signal in the midst of training: the state is saved, and the message is the command that goes on.</summary>
    private static void AssertStopped(OccamProcess process, string runs, int lines, int signal, int exitCode)
    {
        process.WaitFor(() => RunFiles.MetricsLines(runs) >= lines);
        process.Signal(signal);
        Outcome outcome = process.End();
        Assert.True(outcome.ExitCode == exitCode, outcome.ToString());
        Assert.Equal("", outcome.Output);
        Assert.EndsWith($"Stopped; everything so far is saved. To go on:\n  occam resume runs/{Path.GetFileName(Directory.GetDirectories(runs).Single())}\n", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(RunFiles.Names(runs), file => file.EndsWith("findings.json", StringComparison.Ordinal) || file.EndsWith(".lock", StringComparison.Ordinal));
    }
}
