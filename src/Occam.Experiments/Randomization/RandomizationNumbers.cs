using Occam.Experiments.Judging;
using Occam.Experiments.Published;
using Occam.Experiments.Trials;
using Occam.Records;

namespace Occam.Experiments.Randomization;

/// <summary>The paper's numbers, and those of an independent rerun of its Fig. 1a, beside those of a run.</summary>
internal static class RandomizationNumbers
{
    private const string Paper = "Zhang et al. 2017, arXiv 1611.03530", Rerun = "an independent rerun of its Fig. 1a (one seed, batches of 128, 25,000 steps)";
    private const string RerunNote = "There the loss is the average over an interval of training batches, here that of the measured examples at an observation.";

    /// <summary>Of the rerun: steps until the loss is 0.1 and 0.01, and the loss on the whole training set at the end.</summary>
    private static readonly (string Series, double ToTenth, double ToHundredth, double FinalLoss, double? TestAccuracy)[] Curves =
    [
        (Corruptions.TrueSeries, 4_000, 5_700, 0.000111, 86.71),
        (RandomizationNames.ShuffledPixels, 5_600, 6_700, 0.000083, null),
        (RandomizationNames.Gaussian, 8_800, 9_900, 0.000154, null),
        (RandomizationNames.RandomPixels, 11_900, 13_000, 0.000405, null),
        (Corruptions.RandomSeries, 16_600, 17_700, 0.000765, 10.31),
    ];

    public static IReadOnlyList<PublishedNumber> All(RunRecord record) => [.. ZhangNumbers.Beside(record, RandomLabels), .. Slowdowns(record), .. LearningCurves(record)];

    private static bool? RandomLabels(TrialPlan trial) =>
        RandomizationNames.Is(trial, Corruptions.TrueSeries) ? false : RandomizationNames.Is(trial, Corruptions.RandomSeries) ? true : null;

    private static IEnumerable<PublishedNumber> Slowdowns(RunRecord record)
    {
        foreach (IReadOnlyList<TrialPlan> ladder in RandomizationNames.Ladders(record))
        {
            TrialPlan first = ladder[0], last = ladder[^1];
            string network = record.Laboratory.NetworkOf(ladder[0]).Model;
            if (network is not ("inception-small" or "alexnet-small" or "mlp:512") || RandomLabels(first) != false || RandomLabels(last) != true) continue;
            IReadOnlyList<string> differences = ZhangSetting.Differences(record, last);
            (double Ratio, double Low, double? High, string? Open)? ratio = FitClaims.StepsRatioOrMore(record, last, first, record.Laboratory.FitAccuracy);
            string open = ratio is null ? $"'{first.Series}' was not fitted. " : ratio.Value.Open is { } why ? $"At least: {why} " : "";
            PublishedNumber number = ZhangNumbers.Number(
                $"{last.Series}-slowdown", $"{Paper}, Fig. 1b: {network}, time to fit random labels over true ones", 4, ratio?.Ratio ?? double.NaN, differences,
                $"{open}Read off the figure: about 4. {ZhangNumbers.Note(record, last, differences)}");
            yield return ratio?.Open is null ? number : number with { Ratio = null };
        }
    }

    private static IEnumerable<PublishedNumber> LearningCurves(RunRecord record)
    {
        if (record.Laboratory.Network.Model != "inception-small") yield break;
        foreach ((string series, double toTenth, double toHundredth, double finalLoss, double? accuracy) in Curves)
        {
            if (RandomizationNames.Find(record, series) is not { } trial) continue;
            Curve curve = record[trial];
            IReadOnlyList<string> differences = ZhangSetting.Differences(record, trial);
            string note = differences.Count > 0 ? ZhangNumbers.Note(record, trial, differences) : RerunNote;
            yield return ZhangNumbers.Number($"{series}-steps-to-loss-0.1", $"{Rerun}: {series}, steps until the training loss is 0.1", toTenth, LossCrossing.Steps(curve, 0.1), differences, note);
            yield return ZhangNumbers.Number($"{series}-steps-to-loss-0.01", $"{Rerun}: {series}, steps until the training loss is 0.01", toHundredth, LossCrossing.Steps(curve, 0.01), differences, note);
            yield return ZhangNumbers.Number($"{series}-final-loss", $"{Rerun}: {series}, training loss at the end", finalLoss, curve.Last(MetricNames.TrainLoss), differences, note);
            if (accuracy is { } published)
                yield return ZhangNumbers.Number($"{series}-rerun-test-accuracy", $"{Rerun}: {series}, test accuracy in %", published, ZhangNumbers.Percent(curve.Last(MetricNames.TestAccuracy)), differences, note);
        }
    }
}
