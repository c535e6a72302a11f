using System.Globalization;
using Occam.Experiments.Running;

namespace Occam.Cli.Commands;

/// <summary>The command that repeats a request.</summary>
internal static class CommandText
{
    public static string Of(RunRequest request)
    {
        string verb = request.Experiment.Id == "explain" ? "explain" : $"run {request.Experiment.Id}";
        IEnumerable<string> settings = request.Overrides.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => Quote($"{p.Key}={p.Value}"));
        string budget = request.Budget.ToString().ToLowerInvariant();
        return string.Join(' ', [string.Create(CultureInfo.InvariantCulture, $"occam {verb} --budget {budget} --seed {request.Seed}"), .. settings]);
    }

    private static string Quote(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || "-_=.,:/+".Contains(c, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
