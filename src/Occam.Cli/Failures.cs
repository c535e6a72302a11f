using Occam.Formats.Files;
using Occam.Numerics.Errors;
using Spectre.Console;

namespace Occam.Cli;

/// <summary>Exit codes and messages of everything that can go wrong; a person never sees a stack trace.</summary>
internal static class Failures
{
    public const int Contradicted = 1, Input = 2, Numerical = 3;
    private const int PartIndent = 12;

    public static int Report(Interruption interruption, Func<int> work)
    {
        try
        {
            return work();
        }
        catch (InputException failure)
        {
            foreach (Fault fault in failure.Faults.Distinct()) Show(fault);
            return Input;
        }
        catch (FileFormatException failure)
        {
            Show(new Fault(failure.What, failure.Expected, failure.Got, failure.Remedy));
            return Input;
        }
        catch (NumericalException failure)
        {
            Show(failure.Fault);
            return Numerical;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            ShowStop(interruption);
            return interruption.ExitCode;
        }
        catch (OutOfMemoryException)
        {
            Show(new Fault("Memory", "room for this work", "none left", "Use fewer or smaller examples, a smaller model, or a smaller chunk=."));
            return Input;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Show(new Fault("Reading or writing", "no fault of the system", failure.Message.TrimEnd('.'), "Check the path, the permissions and the free space."));
            return Input;
        }
    }

    private static void ShowStop(Interruption interruption)
    {
        Terminals.Error.MarkupLine(interruption.Continuation is null ? "[yellow]Stopped.[/]" : "[yellow]Stopped;[/] everything so far is saved. To go on:");
        if (interruption.Continuation is { } command) Paragraph.Write(Terminals.Error, "", 2, command);
    }

    private static void Show(Fault fault)
    {
        Paragraph.Write(Terminals.Error, "[red]error[/]", 6, fault.What, "bold");
        Paragraph.Write(Terminals.Error, "  expected", PartIndent, fault.Expected);
        Paragraph.Write(Terminals.Error, "  got", PartIndent, fault.Got);
        Paragraph.Write(Terminals.Error, "  try", PartIndent, fault.Remedy);
    }
}
