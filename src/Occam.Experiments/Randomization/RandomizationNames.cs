using Occam.Data.Randomizations;
using Occam.Experiments.Judging;
using Occam.Experiments.Trials;

namespace Occam.Experiments.Randomization;

/// <summary>The conditions of the experiment and the names of the trainings under them.</summary>
internal static class RandomizationNames
{
    public const string ShuffledPixels = "shuffled-pixels", RandomPixels = "random-pixels", Gaussian = "gaussian";

    public static IReadOnlyDictionary<string, PixelNoise> Pixels { get; } = new Dictionary<string, PixelNoise>
    {
        [ShuffledPixels] = PixelNoise.Shuffled,
        [RandomPixels] = PixelNoise.Random,
        [Gaussian] = PixelNoise.Gaussian,
    };

    /// <summary>The trainings on intact images: for each network those of its corruptions, ascending; the experiment's own network first.</summary>
    public static IReadOnlyList<IReadOnlyList<TrialPlan>> Ladders(RunRecord record) =>
        [.. record.Trials.Where(t => !Pixels.ContainsKey(t.Series)).GroupBy(t => t.Network?.Model).Select(g => (IReadOnlyList<TrialPlan>)[.. g])];

    public static string NetworkOf(RunRecord record, IReadOnlyList<TrialPlan> ladder) => record.Laboratory.NetworkOf(ladder[0]).Title;

    /// <summary>Whether it is the training of that name, on whatever network.</summary>
    public static bool Is(TrialPlan trial, string series) => trial.Series == series || (trial.Network is not null && trial.Series.EndsWith($"-{series}", StringComparison.Ordinal));

    /// <summary>The training of the experiment's own network under that condition, or null.</summary>
    public static TrialPlan? Find(RunRecord record, string series) => record.Trials.FirstOrDefault(t => t.Series == series);

    /// <summary>Whether all test labels are the true ones.</summary>
    public static bool TestsOnTrueLabels(RunRecord record) =>
        record.Trials.All(t => t.Test is null || record.Laboratory.Data.Test is not { } truth || t.Test.Labels.SequenceEqual(truth.Labels));
}
