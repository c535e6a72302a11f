using System.CommandLine;
using Occam.Cli.Commands;
using Spectre.Console;

namespace Occam.Cli;

/// <summary>The program: parses, runs one command, and turns every outcome into an exit code.</summary>
public static class CommandLine
{
    /// <summary>Runs the program.</summary>
    /// <returns>0 fine; 1 a claim was contradicted; 2 bad usage, plan or input; 3 a numerical failure; 130 and 143 interrupted or terminated.</returns>
    public static int Run(string[] args)
    {
        AnsiConsole.Console = Terminals.Output;
        using Interruption interruption = new();
        return Failures.Report(interruption, () =>
        {
            ParseResult parsed = Root(interruption).Parse(OverrideArguments.Rewrite(args));
            if (parsed.Errors.Count > 0) throw UsageFaults.From(parsed);
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        });
    }

    private static RootCommand Root(Interruption interruption) => new("Occam measures why a neural network generalizes or memorizes.")
    {
        ExplainCommand.Create(interruption),
        ExperimentsCommand.Create(),
        RunCommand.Create(interruption),
        ResumeCommand.Create(interruption),
        VerifyCommand.Create(interruption),
        ReportCommand.Create(),
        DataCommand.Create(interruption),
        BenchCommand.Create(),
        MeasureCommand.Create(interruption),
        KernelCommand.Create(interruption),
    };
}
