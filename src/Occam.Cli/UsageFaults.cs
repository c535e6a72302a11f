using System.CommandLine;
using System.CommandLine.Parsing;
using Occam.Numerics.Errors;

namespace Occam.Cli;

/// <summary>Faults of the command line itself, in the four parts of every other message.</summary>
internal static class UsageFaults
{
    public static InputException From(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string path = PathOf(parsed.CommandResult);
        List<Fault> faults = [.. parsed.UnmatchedTokens.Select(word => Unknown(command, path, word))];
        foreach (ParseError error in parsed.Errors)
        {
            if (error.SymbolResult is OptionResult option) faults.Add(OfOption(option, path));
            else if (error.SymbolResult is ArgumentResult argument) faults.Add(OfArgument(argument, path, error));
            else if (parsed.UnmatchedTokens.Count == 0) faults.Add(Missing(command, path, error));
        }

        return new InputException(faults);
    }

    private static string PathOf(CommandResult result) => result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : "occam";

    private static Fault Unknown(Command command, string path, string word)
    {
        List<string> known = [.. word.StartsWith('-') || command.Subcommands.Count == 0 ? command.Options.Select(o => o.Name) : command.Subcommands.Select(c => c.Name)];
        string expected = command.Subcommands.Count > 0 && !word.StartsWith('-') ? $"one of {string.Join(", ", known)}" : Form(command, known);
        string hint = word.StartsWith('-') || command.Subcommands.Count > 0 ? NearestName.Hint(word, known) : "Leave it out, or write the option before it that it belongs to; lists go without spaces.";
        return new Fault(path, expected, $"'{word}'", $"{hint} '{path} --help' explains.");
    }

    private static string Form(Command command, List<string> options)
    {
        string arguments = string.Join(' ', command.Arguments.Select(a => a.Name.ToUpperInvariant()));
        string choice = options.Count == 0 ? "no options" : $"the options {string.Join(", ", options)}";
        return arguments.Length == 0 ? choice : $"{arguments} and {choice}";
    }

    private static Fault OfOption(OptionResult result, string path)
    {
        string got = result.Tokens.Count switch
        {
            0 => "no value",
            1 => $"'{result.Tokens[0].Value}'",
            _ => $"{result.Tokens.Count} values",
        };
        Type type = Nullable.GetUnderlyingType(result.Option.ValueType) ?? result.Option.ValueType;
        string expected = type == typeof(double) ? "a number" : type == typeof(int) ? "a whole number" : "one value";
        return new Fault($"{path} {result.Option.Name}", $"{expected}: {result.Option.Description}", got, $"'{path} --help' explains.");
    }

    private static Fault OfArgument(ArgumentResult result, string path, ParseError error)
    {
        string got = result.Tokens.Count == 0 ? "nothing" : error.Message.TrimEnd('.');
        return new Fault(path, $"{result.Argument.Name.ToUpperInvariant()}: {result.Argument.Description}", got, $"'{path} --help' explains.");
    }

    private static Fault Missing(Command command, string path, ParseError error) => command.Subcommands.Count > 0
        ? new Fault(path, $"one of {string.Join(", ", command.Subcommands.Select(c => c.Name))}", "nothing", $"'{path} --help' explains.")
        : new Fault(path, $"{string.Join(' ', command.Arguments.Select(a => $"{a.Name.ToUpperInvariant()}: {a.Description}"))}", error.Message.TrimEnd('.'), $"'{path} --help' explains.");
}
