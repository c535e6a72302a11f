using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Occam.Records.Hardware;

/// <summary>What the operating system and the runtime tell about the processor.</summary>
internal static class Machine
{
    private const string LinuxProcessors = "/proc/cpuinfo";

    /// <summary>The processor's model, or "unknown": a missing name must never stop a run.</summary>
    public static string ProcessorName()
    {
        try
        {
            return File.Exists(LinuxProcessors)
                ? NameIn(File.ReadLines(LinuxProcessors))
                : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "unknown";
        }
    }

    /// <summary>Finds the model in the lines of Linux's processor list.</summary>
    public static string NameIn(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line.AsSpan(0, colon).TrimEnd() is "model name")
                return line[(colon + 1)..].Trim();
        }
        return "unknown";
    }

    /// <summary>The vector instruction sets that matter here, by the names that their makers use.</summary>
    public static IReadOnlyList<string> VectorFeatures()
    {
        (string Name, bool Supported)[] features =
        [
            ("SSE4.2", Sse42.IsSupported),
            ("AVX", Avx.IsSupported),
            ("AVX2", Avx2.IsSupported),
            ("FMA", Fma.IsSupported),
            ("AVX-512F", Avx512F.IsSupported),
            ("AVX-512DQ", Avx512DQ.IsSupported),
            ("NEON", AdvSimd.IsSupported),
        ];
        return [.. features.Where(feature => feature.Supported).Select(feature => feature.Name)];
    }
}
