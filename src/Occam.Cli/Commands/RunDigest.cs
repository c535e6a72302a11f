using Occam.Records;

namespace Occam.Cli.Commands;

/// <summary>The files of a run that its specification decides: everything but clock and machine.</summary>
internal static class RunDigest
{
    private static readonly string[] Folders = ["checkpoints", "figures", "arrays", "models"];

    public static IEnumerable<string> Files(string run)
    {
        foreach (string name in (string[])["about.json", "metrics.jsonl", "spec.json"])
        {
            if (File.Exists(Path.Combine(run, name))) yield return name;
        }

        foreach (string folder in Folders.Where(f => Directory.Exists(Path.Combine(run, f))))
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(run, folder)).Order(StringComparer.Ordinal))
            {
                if (!Path.GetFileName(file).StartsWith('.')) yield return Path.GetRelativePath(run, file);
            }
        }
    }

    /// <summary>Whether two findings say the same; only the time that they took may differ.</summary>
    public static bool Equal(Findings first, Findings second) =>
        (first with { DurationSeconds = 0 }).ToJson() == (second with { DurationSeconds = 0 }).ToJson();

    public static bool Equal(string first, string second) =>
        File.Exists(first) && File.Exists(second) && File.ReadAllBytes(first).AsSpan().SequenceEqual(File.ReadAllBytes(second));
}
