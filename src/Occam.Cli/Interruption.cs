using System.Runtime.InteropServices;

namespace Occam.Cli;

/// <summary>Ctrl-C and termination: the first asks the work to save and stop, the second lets the system end the program.</summary>
public sealed class Interruption : IDisposable
{
    private const int InterruptedCode = 130, TerminatedCode = 143;
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt, _terminate;

    /// <summary>Begins to listen.</summary>
    public Interruption()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, InterruptedCode));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, TerminatedCode));
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The exit code of the signal that came.</summary>
    public int ExitCode { get; private set; } = InterruptedCode;

    /// <summary>The command that goes on where the work stopped, or null if it cannot.</summary>
    public string? Continuation { get; set; }

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void Stop(PosixSignalContext context, int code)
    {
        if (_source.IsCancellationRequested)
        {
            ShowCursor();
            return;
        }

        context.Cancel = true;
        ExitCode = code;
        _source.Cancel();
    }

    /// <summary>The second signal ends the program at once, so the live view cannot put the cursor back.</summary>
    private static void ShowCursor()
    {
        if (!Console.IsOutputRedirected) Console.Out.Write("\e[?25h");
    }
}
