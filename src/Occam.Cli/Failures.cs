using Occam.Formats.Files;
using Occam.Numerics.Errors;
using Spectre.Console;

namespace Occam.Cli;

/// <summary>Exit codes and messages of everything that can go wrong; a person never sees a stack trace.</summary>
internal static class Failures
{
    public const int Contradicted = 1, Input = 2, Numerical = 3;

    public static int Report(Interruption interruption, Func<int> work)
    {
        try
        {
            return work();
        }
        catch (InputException failure)
        {
            foreach (Fault fault in failure.Faults) Show(fault.What, fault.Expected, fault.Got, fault.Remedy);
            return Input;
        }
        catch (FileFormatException failure)
        {
            Show(failure.What, failure.Expected, failure.Got, failure.Remedy);
            return Input;
        }
        catch (NumericalException failure)
        {
            Show(failure.Fault.What, failure.Fault.Expected, failure.Fault.Got, failure.Fault.Remedy);
            return Numerical;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            Terminals.Error.MarkupLine("[yellow]Stopped.[/] Everything so far is saved; the same command, or [bold]occam resume[/] with the run's folder, continues.");
            return interruption.ExitCode;
        }
        catch (OutOfMemoryException)
        {
            Show("Memory", "room for this work", "none left", "Use fewer or smaller examples, a smaller model, or a smaller chunk=.");
            return Input;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Show("A file operation", "success", failure.Message, "Check the path, the permissions and the free space.");
            return Input;
        }
    }

    private static void Show(string what, string expected, string got, string remedy)
    {
        IAnsiConsole console = Terminals.Error;
        console.MarkupLine($"[red]error[/] [bold]{Markup.Escape(what)}[/]");
        console.MarkupLine($"  expected  {Markup.Escape(expected)}");
        console.MarkupLine($"  got       {Markup.Escape(got)}");
        console.MarkupLine($"  try       {Markup.Escape(remedy)}");
    }
}
