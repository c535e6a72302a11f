using System.Reflection;
using System.Runtime.InteropServices;
using Occam.Records.Hardware;

namespace Occam.Records;

/// <summary>Where a run was made: <c>environment.json</c>. It explains speed and provenance; no number of the run depends on it.</summary>
/// <param name="Command">The command that was given, ready to be pasted into a shell.</param>
/// <param name="ToolVersion">Version of Occam.</param>
/// <param name="Commit">Source revision that it was built from, or null when the build did not know.</param>
/// <param name="Dotnet">Version of the runtime.</param>
/// <param name="OperatingSystem">Name and version of the operating system.</param>
/// <param name="Architecture">Architecture of the process: x64, arm64.</param>
/// <param name="Processor">Model of the processor, or "unknown".</param>
/// <param name="LogicalProcessors">Logical processors that the process may use.</param>
/// <param name="Threads">Threads that the run was told to use.</param>
/// <param name="VectorFeatures">Vector instruction sets that the process may use.</param>
public sealed record EnvironmentInfo(
    string Command,
    string ToolVersion,
    string? Commit,
    string Dotnet,
    string OperatingSystem,
    string Architecture,
    string Processor,
    int LogicalProcessors,
    int Threads,
    IReadOnlyList<string> VectorFeatures)
{
    /// <summary>Reads the machine that this process runs on.</summary>
    /// <param name="tool">The program's own assembly, whose informational version is "VERSION+COMMIT".</param>
    /// <param name="command">The command that was given.</param>
    /// <param name="threads">Threads that the run was told to use.</param>
    public static EnvironmentInfo Gather(Assembly tool, string command, int threads)
    {
        ArgumentNullException.ThrowIfNull(tool);
        string version = tool.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        string[] parts = version.Split('+', 2);
        return new EnvironmentInfo(
            command,
            parts[0],
            parts.Length == 2 ? parts[1] : null,
            RuntimeInformation.FrameworkDescription,
            RuntimeInformation.OSDescription,
            RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
            Machine.ProcessorName(),
            Environment.ProcessorCount,
            threads,
            Machine.VectorFeatures());
    }
}
