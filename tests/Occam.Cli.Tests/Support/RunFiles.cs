using System.Text.Json.Nodes;

namespace Occam.Cli.Tests.Support;

/// <summary>The files of run folders, seen from outside.</summary>
internal static class RunFiles
{
    /// <summary>Every file, relative to the run's folder.</summary>
    public static string[] Names(string run) =>
        [.. Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(run, p)).Order(StringComparer.Ordinal)];

    /// <summary>Copies what a killed program would leave behind at this moment; the claim of the living one is not part of it.</summary>
    public static void Copy(string run, string place)
    {
        foreach (string name in Names(run).Where(name => name != ".lock"))
        {
            string target = Path.Combine(place, name);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using FileStream source = new(Path.Combine(run, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using FileStream copy = File.Create(target);
            source.CopyTo(copy);
        }
    }

    /// <summary>Asserts that two runs hold the same bytes, but for what tells of clock and machine.</summary>
    public static void AssertSame(string expected, string actual)
    {
        Assert.Equal(Decided(expected), Decided(actual));
        foreach (string name in Decided(expected))
            Assert.True(File.ReadAllBytes(Path.Combine(expected, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(actual, name))), $"{name} differs.");
        Assert.Equal(FindingsWithoutDuration(expected), FindingsWithoutDuration(actual));
    }

    /// <summary>The number of whole lines of metrics that are there now.</summary>
    public static int MetricsLines(string runs)
    {
        string? file = Directory.Exists(runs) ? Directory.EnumerateFiles(runs, "metrics.jsonl", SearchOption.AllDirectories).FirstOrDefault() : null;
        if (file is null) return 0;
        using StreamReader reader = new(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd().Count(c => c == '\n');
    }

    private static string[] Decided(string run) =>
        [.. Names(run).Where(name => name is not ("environment.json" or "timings.jsonl" or "report.html" or "findings.json"))];

    private static string FindingsWithoutDuration(string run)
    {
        JsonObject findings = JsonNode.Parse(File.ReadAllText(Path.Combine(run, "findings.json")))!.AsObject();
        Assert.True(findings.Remove("duration_seconds"));
        return findings.ToJsonString();
    }
}
