using System.Globalization;
using Occam.Experiments.Judging;
using Occam.Experiments.Trials;

namespace Occam.Experiments.Suppression;

/// <summary>The names by which <see cref="SuppressionExperiment"/> finds its trainings and metrics again.</summary>
internal static class SuppressionNames
{
    public const string Pristine = "pristine", Corrupt = "corrupt", PristineAccuracy = Pristine + "_accuracy", CorruptAccuracy = Corrupt + "_accuracy";
    private const string Separator = "-noise-";

    /// <summary>"winsorized-2-noise-50": the rule and the percentage of selected labels.</summary>
    public static string Series(string rule, double corruption) =>
        string.Create(CultureInfo.InvariantCulture, $"{rule.Replace(':', '-')}{Separator}{corruption * 100:0.##}");

    public static string Rule(TrialPlan trial) => trial.Settings.Rule.ToString();

    /// <summary>The trainings of each noise level, in the order of the plan.</summary>
    public static IReadOnlyList<IReadOnlyList<TrialPlan>> Levels(RunRecord record) =>
        [.. record.Trials.GroupBy(t => t.Series[(t.Series.LastIndexOf(Separator, StringComparison.Ordinal) + Separator.Length)..]).Select(g => g.ToArray())];

    /// <summary>The levels on which labels can be memorized: with wrong labels.</summary>
    public static IReadOnlyList<IReadOnlyList<TrialPlan>> NoisyLevels(RunRecord record) => [.. Levels(record).Where(level => level[0].EffectiveNoise > 0)];

    public static TrialPlan? Find(IReadOnlyList<TrialPlan> level, string rule) => level.FirstOrDefault(t => t.Settings.Rule.Name == rule);

    /// <summary>The winsorized trainings by percentile, ascending, plain descent as c = 0 among them.</summary>
    public static IReadOnlyList<TrialPlan> ByPercentile(IReadOnlyList<TrialPlan> level) =>
    [
        .. level.Where(t => t.Settings.Rule.Name is "mean" or "winsorized").OrderBy(t => t.Settings.Rule.Amount).ThenBy(t => t.Settings.Rule.Name, StringComparer.Ordinal).DistinctBy(t => t.Settings.Rule.Amount),
    ];
}
