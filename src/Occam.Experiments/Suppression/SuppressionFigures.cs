using System.Globalization;
using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records.Figures;

namespace Occam.Experiments.Suppression;

/// <summary>The figures of <see cref="SuppressionExperiment"/>.</summary>
internal static class SuppressionFigures
{
    private static readonly PaletteColor[] Colors = Enum.GetValues<PaletteColor>();
    private static readonly Axis Steps = new("steps (the start is drawn at ½)", AxisScale.Logarithmic);

    public static IReadOnlyList<Figure> All(RunRecord record)
    {
        IReadOnlyList<IReadOnlyList<TrialPlan>> levels = SuppressionNames.Levels(record), noisy = SuppressionNames.NoisyLevels(record);
        List<Figure> figures = [];
        if (noisy.Count > 0)
        {
            IReadOnlyList<TrialPlan> shown = noisy.MinBy(l => Math.Abs(l[0].EffectiveNoise - 0.45))!;
            string noise = shown[0].EffectiveNoise.ToString("P0", CultureInfo.InvariantCulture);
            figures.Add(Against(
                record, "training-accuracy", $"Training accuracy with {noise} wrong labels", "Above the line a network must have memorized wrong labels; a model that knows every true label and no wrong one stands on it.",
                "training accuracy", shown, MetricNames.TrainAccuracy) with
            { References = [new ReferenceLine(ReferenceDirection.Horizontal, Overfit.ProperAccuracy(record, shown[0]), "proper accuracy 1 − e")] });
            figures.Add(Against(record, "changed-labels", $"Accuracy on the changed labels, {noise} of all", "Memorization itself: nothing but memory gets these labels right.", "accuracy on changed labels", shown, SuppressionNames.CorruptAccuracy));
            figures.Add(Against(record, "test-accuracy-steps", $"Test accuracy with {noise} wrong labels", "On true labels. Where it falls while training goes on, memorizing costs.", "test accuracy", shown, MetricNames.TestAccuracy));
        }

        if (record.Trials[0].Test is not null)
        {
            figures.Add(OverfitByPercentile(record, levels));
            figures.Add(Bars(
                record, levels, "test-accuracy", "Test accuracy by rule", "At the end of training, on true labels, with 95 % intervals.", "test accuracy", MetricNames.TestAccuracy, t => t.Test!.Count));
        }

        if (noisy.Count > 0)
            figures.Add(Bars(record, noisy, "memorized", "Changed labels that were memorized, by rule", "Accuracy on the changed labels at the end of training, with 95 % intervals.", "accuracy on changed labels", SuppressionNames.CorruptAccuracy, t => (int)Math.Max(1, Overfit.Changed(record, t) * record.Laboratory.Probe)));
        return figures;
    }

    private static LineFigure Against(RunRecord record, string id, string title, string caption, string axis, IReadOnlyList<TrialPlan> trials, string metric) => new(
        id, title, caption, Steps, new Axis(axis),
        [.. trials.Select((t, i) => new LineSeries(SuppressionNames.Rule(t), [.. record[t].Steps.Select(s => Math.Max(s, 0.5))], record[t].Values(metric))
        {
            Color = Colors[i % Colors.Length],
            Style = i < Colors.Length ? LineStyle.Line : LineStyle.LineAndPoints,
        })]);

    private static LineFigure OverfitByPercentile(RunRecord record, IReadOnlyList<IReadOnlyList<TrialPlan>> levels) => new(
        "overfit", "Overfit against the winsorized percentile", "Training accuracy less what a model would have that treats training as test examples. c = 0 is plain descent. Bars are 95 % intervals over the test examples.",
        new Axis("c, percentile clipped on either side"), new Axis("overfit"),
        [.. levels.Where(l => SuppressionNames.ByPercentile(l).Count > 1).Select(level =>
        {
            IReadOnlyList<TrialPlan> trials = SuppressionNames.ByPercentile(level);
            (double Value, double Error)[] overfits = [.. trials.Select(t => Overfit.Of(record, t)!.Value)];
            return new LineSeries(LevelName(level), [.. trials.Select(t => t.Settings.Rule.Amount)], [.. overfits.Select(o => o.Value)])
            {
                Low = [.. overfits.Select(o => o.Value - (Intervals.Z * o.Error))],
                High = [.. overfits.Select(o => o.Value + (Intervals.Z * o.Error))],
            };
        })]);

    private static BarFigure Bars(
        RunRecord record, IReadOnlyList<IReadOnlyList<TrialPlan>> levels, string id, string title, string caption, string axis, string metric, Func<TrialPlan, int> examples) => new(
        id, title, caption, new Axis(axis), [.. levels[0].Select(SuppressionNames.Rule)],
        [.. levels.Select(level => new BarSeries(LevelName(level), [.. level.Select(t => record[t].Last(metric))])
        {
            Low = [.. level.Select(t => Intervals.Proportion(record[t].Last(metric), examples(t)).Low)],
            High = [.. level.Select(t => Intervals.Proportion(record[t].Last(metric), examples(t)).High)],
        })]);

    private static string LevelName(IReadOnlyList<TrialPlan> level) => string.Create(CultureInfo.InvariantCulture, $"{level[0].EffectiveNoise:P0} wrong labels");
}
