using System.Globalization;
using Occam.Experiments.Running;
using Occam.Records;

namespace Occam.Cli.Commands;

/// <summary>Commands to copy into a shell.</summary>
internal static class CommandText
{
    /// <summary>The command that repeats a request.</summary>
    public static string Of(RunRequest request)
    {
        string verb = request.Experiment.Id == "explain" ? "explain" : $"run {request.Experiment.Id}";
        IEnumerable<string> settings = request.Overrides.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => Quote($"{p.Key}={p.Value}"));
        string budget = request.Budget.ToString().ToLowerInvariant();
        return string.Join(' ', [string.Create(CultureInfo.InvariantCulture, $"occam {verb} --budget {budget} --seed {request.Seed}"), .. settings]);
    }

    /// <summary>The command that goes on with a run.</summary>
    public static string Resume(RunFolder folder) => $"occam resume {Quote(folder.FolderPath)}";

    /// <summary>The command that checks a run.</summary>
    public static string Verify(RunFolder folder) => $"occam verify {Quote(folder.FolderPath)}";

    private static string Quote(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || "-_=.,:/+".Contains(c, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
