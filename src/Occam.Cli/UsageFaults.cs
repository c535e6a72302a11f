using System.CommandLine;
using Occam.Numerics.Errors;

namespace Occam.Cli;

/// <summary>Faults of the command line itself, in the four parts of every other message.</summary>
internal static class UsageFaults
{
    public static InputException From(ParseResult parsed)
    {
        string command = parsed.CommandResult.Command is RootCommand ? "occam" : $"occam {parsed.CommandResult.Command.Name}";
        return new InputException([.. parsed.Errors.Select(e => new Fault(command, "words that it understands", e.Message.TrimEnd('.'), $"'{command} --help' lists them."))]);
    }
}
