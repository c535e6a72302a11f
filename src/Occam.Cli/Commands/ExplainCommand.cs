using System.CommandLine;

namespace Occam.Cli.Commands;

/// <summary>occam explain: the twins.</summary>
internal static class ExplainCommand
{
    public static Command Create(Interruption interruption)
    {
        Command command = new("explain", "Train twins, one on true and one on random labels, watch what sets them apart, and write a report.");
        RunOptions options = new();
        options.AddTo(command);
        command.SetAction(parsed => RunSession.Execute(options.Request(parsed, "explain"), options.Threads(parsed), options.Json(parsed), interruption));
        return command;
    }
}
