using System.Globalization;
using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records.Figures;

namespace Occam.Experiments.Randomization;

/// <summary>The three panels of the paper's first figure, and the accuracies behind them.</summary>
internal static class RandomizationFigures
{
    private static readonly PaletteColor[] Colors = Enum.GetValues<PaletteColor>();
    private static readonly string[] InFigure = [Corruptions.TrueSeries, RandomizationNames.ShuffledPixels, RandomizationNames.RandomPixels, RandomizationNames.Gaussian, Corruptions.RandomSeries];

    public static IReadOnlyList<Figure> All(RunRecord record)
    {
        IReadOnlyList<IReadOnlyList<TrialPlan>> ladders = RandomizationNames.Ladders(record);
        RunRecord conditions = record.Of([.. InFigure.Select(s => RandomizationNames.Find(record, s)).OfType<TrialPlan>()]), corruptions = record.Of(ladders[0]);
        List<Figure> figures =
        [
            .. Learning(conditions, "", "Learning curves", $"Mean training loss under each condition. The paper has all go to zero, true labels first and random ones last. {Order(conditions)}"),
            Slowdown(record, ladders),
        ];
        if (record.Trials[0].Test is not null) figures.Add(TestError(record, ladders));
        if (ladders[0].Count > 2) figures.AddRange(Learning(corruptions, "-corruption", "Learning curves by corruption", "Mean training loss with each fraction of random labels."));
        figures.Add(CurveFigures.AgainstSteps(
            conditions, "coherence", "m-coherence", $"How many examples gain from a step along one example's gradient. Coherent gradients would have it smaller on corrupted labels. {Coherences(conditions)}",
            CurveFigures.CoherenceAxis, (MetricNames.MCoherence, "")) with
        { References = CurveFigures.References(record.Laboratory.Probe) });
        return figures;
    }

    /// <summary>What came out, in the order of the steps to fit.</summary>
    private static string Order(RunRecord record)
    {
        double fit = record.Laboratory.FitAccuracy;
        (string Series, double? Steps, double Accuracy)[] all =
            [.. record.Trials.Select(t => (t.Series, record[t].FirstCrossing(MetricNames.TrainAccuracy, fit, 0)?.Of(record[t].Steps), record[t].Largest(MetricNames.TrainAccuracy)))];
        string[] fitted = [.. all.Where(t => t.Steps is not null).OrderBy(t => t.Steps).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Series} ({t.Steps:N0})"))];
        string[] unfitted = [.. all.Where(t => t.Steps is null && t.Accuracy < fit).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Series} ({t.Accuracy:P1})"))];
        string first = fitted.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"Steps to {fit:P0} here: {string.Join(", ", fitted)}.");
        return $"{first}{(unfitted.Length == 0 ? "" : $" Not fitted: {string.Join(", ", unfitted)}.")}".Trim();
    }

    private static string Coherences(RunRecord record)
    {
        string[] values =
        [
            .. record.Trials.Select(t => (t.Series, Value: record[t].Last(MetricNames.MCoherence))).Where(t => double.IsFinite(t.Value))
                .Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Series} {t.Value:0.##}")),
        ];
        return values.Length == 0 ? "" : $"At the end here: {string.Join(", ", values)}.";
    }

    private static Figure[] Learning(RunRecord record, string suffix, string title, string caption) =>
    [
        CurveFigures.AgainstSteps(record, $"learning-curves{suffix}", title, caption, new Axis("training loss (nats)", AxisScale.Logarithmic), (MetricNames.TrainLoss, "")),
        CurveFigures.AgainstSteps(record, $"accuracy{suffix}", $"{title}: training accuracy", "On each training's own labels.", new Axis("training accuracy"), (MetricNames.TrainAccuracy, "")),
    ];

    private static LineFigure Slowdown(RunRecord record, IReadOnlyList<IReadOnlyList<TrialPlan>> ladders) => new(
        "slowdown", "Relative time to fit",
        "Steps until the labels are fitted, over those of the network's first training. Bars span the observations on either side.", new Axis("labels that really changed"),
        new Axis("relative steps"),
        [.. ladders.Select((ladder, i) =>
        {
            (double Ratio, double Low, double High)?[] ratios = [.. ladder.Select(t => FitClaims.StepsRatio(record, t, ladder[0], record.Laboratory.FitAccuracy))];
            return new LineSeries(RandomizationNames.NetworkOf(record, ladder), Noise(ladder), [.. ratios.Select(r => r?.Ratio ?? double.NaN)])
            {
                Low = [.. ratios.Select(r => r?.Low ?? double.NaN)],
                High = [.. ratios.Select(r => r?.High ?? double.NaN)],
                Color = Colors[i % Colors.Length],
            };
        })]);

    private static LineFigure TestError(RunRecord record, IReadOnlyList<IReadOnlyList<TrialPlan>> ladders)
    {
        string labels = RandomizationNames.TestsOnTrueLabels(record) ? "true" : "corrupted";
        double chance = 1 - (1.0 / record.Laboratory.Data.ClassCount);
        return new LineFigure(
            "test-error", "Test error", $"On {labels} test labels, at the end of each training, with 95 % intervals. In the paper it meets chance when every label is random.",
            new Axis("labels that really changed"), new Axis("test error"),
            [.. ladders.Select((ladder, i) =>
            {
                double[] errors = [.. ladder.Select(t => 1 - record[t].Last(MetricNames.TestAccuracy))];
                return new LineSeries(RandomizationNames.NetworkOf(record, ladder), Noise(ladder), errors)
                {
                    Low = [.. errors.Select(e => Intervals.Proportion(e, ladder[0].Test!.Count).Low)],
                    High = [.. errors.Select(e => Intervals.Proportion(e, ladder[0].Test!.Count).High)],
                    Color = Colors[i % Colors.Length],
                };
            })])
        { References = [new ReferenceLine(ReferenceDirection.Horizontal, chance, "chance")] };
    }

    private static double[] Noise(IReadOnlyList<TrialPlan> ladder) => [.. ladder.Select(t => t.EffectiveNoise)];
}
