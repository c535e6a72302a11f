using System.CommandLine;

namespace Occam.Cli.Commands;

/// <summary>occam run EXPERIMENT.</summary>
internal static class RunCommand
{
    public static Command Create(Interruption interruption)
    {
        Command command = new("run", "Run an experiment: its claims are stated before, and judged after.");
        Argument<string> experiment = new("experiment") { Description = "a name from 'occam experiments'" };
        command.Add(experiment);
        RunOptions options = new();
        options.AddTo(command);
        command.SetAction(parsed =>
            RunSession.Execute(options.Request(parsed, parsed.GetValue(experiment)!), options.Threads(parsed), options.Json(parsed), interruption));
        return command;
    }
}
