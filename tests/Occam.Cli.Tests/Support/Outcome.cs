namespace Occam.Cli.Tests.Support;

/// <summary>What a run of the program left on its two outputs, and its exit code.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit {ExitCode}\n--- standard output\n{Output}\n--- standard error\n{Error}";
}
