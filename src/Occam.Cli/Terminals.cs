using Spectre.Console;

namespace Occam.Cli;

/// <summary>Standard error as a console of its own, so that standard output stays clean for --json.</summary>
internal static class Terminals
{
    private const int PlainWidth = 160;

    public static IAnsiConsole Error { get; } = Create();

    private static IAnsiConsole Create()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        });

        // A file or a pipe has no width; wrapping there would only break lines that a program reads.
        if (Console.IsErrorRedirected) console.Profile.Width = PlainWidth;
        return console;
    }
}
