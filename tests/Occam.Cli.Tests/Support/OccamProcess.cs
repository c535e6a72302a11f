using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Occam.Cli.Tests.Support;

/// <summary>The program as a process of its own, as a person starts it.</summary>
internal sealed partial class OccamProcess : IDisposable
{
    public const int Interrupt = 2, Kill = 9, Terminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly Task<string> _output, _error;

    private OccamProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "occam.dll");

    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static Outcome Run(string folder, params string[] arguments) => Run(folder, [], arguments);

    public static Outcome Run(string folder, Dictionary<string, string> environment, params string[] arguments)
    {
        using OccamProcess process = Start(folder, environment, arguments);
        return process.End();
    }

    public static OccamProcess Start(string folder, params string[] arguments) => Start(folder, [], arguments);

    public static OccamProcess Start(string folder, Dictionary<string, string> environment, params string[] arguments) =>
        Start(folder, environment, Dotnet, [Assembly, .. arguments]);

    /// <summary>Starts the program where it sees a terminal of 120 columns; both of its outputs become one.</summary>
    public static OccamProcess StartInTerminal(string folder, params string[] arguments)
    {
        string command = string.Join(' ', new[] { Dotnet, Assembly }.Concat(arguments).Select(word => $"'{word}'"));
        return Start(folder, new Dictionary<string, string> { ["TERM"] = "xterm-256color" }, "/usr/bin/script", ["-qec", $"stty cols 120 rows 40; exec {command}", "/dev/null"]);
    }

    private static OccamProcess Start(string folder, Dictionary<string, string> environment, string program, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // What this machine has fetched must not decide a test.
        start.Environment["OCCAM_DATA"] = "/nowhere/occam";
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return new OccamProcess(start);
    }

    public Outcome End()
    {
        if (!_process.WaitForExit(Patience))
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"Not ended after {Patience}:\n{_output.Result}\n{_error.Result}");
        }

        return new Outcome(_process.ExitCode, _output.Result, _error.Result);
    }

    public void Type(string keys)
    {
        _process.StandardInput.Write(keys);
        _process.StandardInput.Flush();
    }

    public void Signal(int signal)
    {
        if (Send(_process.Id, signal) != 0) throw new InvalidOperationException($"The process took no signal {signal}; it had ended.");
    }

    /// <summary>Waits for something that the program does; fails if it ends before.</summary>
    public void WaitFor(Func<bool> happened)
    {
        long start = Stopwatch.GetTimestamp();
        while (!happened())
        {
            if (_process.HasExited) throw new InvalidOperationException($"The program ended too early.\n{End()}");
            if (Stopwatch.GetElapsedTime(start) > Patience) throw new TimeoutException("What was waited for did not happen.");
            Thread.Sleep(5);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Send(int process, int signal);
}
