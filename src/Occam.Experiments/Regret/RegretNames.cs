using System.Globalization;
using Occam.Experiments.Judging;
using Occam.Experiments.Trials;

namespace Occam.Experiments.Regret;

/// <summary>The names by which <see cref="RegretExperiment"/> finds its trainings and metrics again.</summary>
internal static class RegretNames
{
    public const string TrueLabels = "true", RandomLabels = "random";
    public const string Regret = "gradient_regret", Norm = "batch_gradient_norm", Cosine = "batch_cosine", Flatness = "flatness_ratio";
    private const string Separator = "/batch-";

    public static string Series(string labels, int batch, int repetition) => string.Create(CultureInfo.InvariantCulture, $"{labels}-{batch}-{repetition}");

    public static bool IsRandom(TrialPlan trial) => trial.Series.StartsWith(RandomLabels, StringComparison.Ordinal);

    /// <summary>The training on random labels with the same batch and repetition, or null.</summary>
    public static TrialPlan? Counterpart(RunRecord record, TrialPlan truth) =>
        record.Trials.FirstOrDefault(t => t.Series == RandomLabels + truth.Series[TrueLabels.Length..]);

    /// <summary>The trainings of the first repetition.</summary>
    public static IReadOnlyList<TrialPlan> First(RunRecord record) => [.. record.Trials.Where(t => t.Series.EndsWith("-1", StringComparison.Ordinal))];

    public static string Of(string quantity, int minibatch) => string.Create(CultureInfo.InvariantCulture, $"{quantity}{Separator}{minibatch}");

    /// <summary>The sizes of minibatch that were measured, ascending.</summary>
    public static int[] Minibatches(RunRecord record) =>
    [
        .. record[record.Trials[0]].Names.Where(n => n.StartsWith(Regret + Separator, StringComparison.Ordinal) && !n.EndsWith("_error", StringComparison.Ordinal))
            .Select(n => int.Parse(n[(Regret.Length + Separator.Length)..], CultureInfo.InvariantCulture)).Order(),
    ];
}
