using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records.Figures;

namespace Occam.Experiments.Randomization;

/// <summary>The three panels of the paper's first figure, and the accuracies behind them.</summary>
internal static class RandomizationFigures
{
    public static IReadOnlyList<Figure> All(RunRecord record) =>
    [
        CurveFigures.AgainstSteps(
            record, "learning-curves", "Learning curves", "Mean training loss with each set of labels. All go to zero; the random ones start late.",
            new Axis("training loss (nats)", AxisScale.Logarithmic), (MetricNames.TrainLoss, "")),
        CurveFigures.AgainstSteps(
            record, "accuracy", "Training accuracy", "On each training's own labels.", new Axis("training accuracy"), (MetricNames.TrainAccuracy, "")),
        Slowdown(record),
        TestError(record),
        CurveFigures.AgainstSteps(
            record, "coherence", "m-coherence", "How many examples gain from a step along one example's gradient; less on corrupted labels.",
            CurveFigures.CoherenceAxis, (MetricNames.MCoherence, "")) with { References = CurveFigures.References(record.Laboratory.Probe) },
    ];

    private static LineFigure Slowdown(RunRecord record)
    {
        double[] noise = [.. record.Trials.Select(t => t.EffectiveNoise)];
        (double Ratio, double Low, double High)?[] ratios =
            [.. record.Trials.Select(t => FitClaims.StepsRatio(record, t, record.Trials[0], record.Laboratory.FitAccuracy))];
        return new LineFigure(
            "slowdown", "Relative time to fit",
            "Steps until the labels are fitted, over those of the first training. Bars span the observations on either side.", new Axis("labels that really changed"),
            new Axis("relative steps"),
            [
                new LineSeries("steps to fit", noise, [.. ratios.Select(r => r?.Ratio ?? double.NaN)])
                {
                    Low = [.. ratios.Select(r => r?.Low ?? double.NaN)],
                    High = [.. ratios.Select(r => r?.High ?? double.NaN)],
                },
            ]);
    }

    private static LineFigure TestError(RunRecord record)
    {
        double[] noise = [.. record.Trials.Select(t => t.EffectiveNoise)];
        double[] errors = [.. record.Trials.Select(t => 1 - record[t].Last(MetricNames.TestAccuracy))];
        int n = record.Trials[0].Test?.Count ?? 1;
        double chance = 1 - (1.0 / record.Laboratory.Data.ClassCount);
        return new LineFigure(
            "test-error", "Test error", "On true test labels, at the end of each training, with 95 % intervals. It must meet chance when every label is random.",
            new Axis("labels that really changed"), new Axis("test error"),
            [
                new LineSeries("test error", noise, errors)
                {
                    Low = [.. errors.Select(e => Intervals.Proportion(e, n).Low)],
                    High = [.. errors.Select(e => Intervals.Proportion(e, n).High)],
                },
            ])
        { References = [new ReferenceLine(ReferenceDirection.Horizontal, chance, "chance")] };
    }
}
