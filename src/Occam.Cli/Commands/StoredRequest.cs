using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Occam.Experiments;
using Occam.Experiments.Running;
using Occam.Experiments.Settings;
using Occam.Formats.Files;
using Occam.Records;

namespace Occam.Cli.Commands;

/// <summary>The request behind a run folder, read back from its specification.</summary>
internal static class StoredRequest
{
    public static RunRequest Of(RunFolder folder, string runsFolder)
    {
        JsonObject spec = folder.ReadSpec();
        try
        {
            Dictionary<string, string> settings = spec["settings"]!.AsObject().ToDictionary(p => p.Key, p => p.Value!.GetValue<string>(), StringComparer.Ordinal);
            return new RunRequest(
                ExperimentCatalog.Find(spec["experiment"]!.GetValue<string>()), Enum.Parse<Budget>(spec["budget"]!.GetValue<string>(), ignoreCase: true),
                ulong.Parse(spec["seed"]!.GetValue<string>(), NumberStyles.None, CultureInfo.InvariantCulture), settings, runsFolder);
        }
        catch (Exception fault) when (fault is NullReferenceException or InvalidOperationException or FormatException or ArgumentException or JsonException or OverflowException)
        {
            throw new FileFormatException(
                $"Reading '{Path.Combine(folder.FolderPath, "spec.json")}'", "experiment, budget, seed and settings as Occam writes them", "something else",
                "The file was changed or is from another program; run the experiment anew.");
        }
    }

    /// <summary>The folder that holds a run's folder.</summary>
    public static string Parent(string run) => Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(run))) ?? ".";
}
