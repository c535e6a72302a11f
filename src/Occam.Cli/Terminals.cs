using Spectre.Console;

namespace Occam.Cli;

/// <summary>Standard output and standard error as consoles; what goes to a file or a pipe carries no colours and does not depend on a window.</summary>
internal static class Terminals
{
    /// <summary>The width of tables where there is no window.</summary>
    private const int PlainWidth = 120;

    public static IAnsiConsole Output { get; } = Create(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error { get; } = Create(Console.Error, Console.IsErrorRedirected);

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        if (redirected) console.Profile.Width = PlainWidth;
        return console;
    }
}
