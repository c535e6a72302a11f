using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Measures.Coherence;
using Occam.Records.Figures;

namespace Occam.Experiments.EasyAndHard;

/// <summary>The figures of <see cref="EasyHardExperiment"/>.</summary>
internal static class EasyHardFigures
{
    private const PaletteColor PristineColor = PaletteColor.Blue, CorruptColor = PaletteColor.Vermillion, Context = PaletteColor.Grey;

    private static readonly Axis StepAxis = new("steps (the start is drawn at ½)", AxisScale.Logarithmic);

    public static IReadOnlyList<Figure> All(RunRecord record)
    {
        Curve mixed = record[record.Trial(EasyHardExperiment.CorruptedSeries)];
        return [Accuracies(record, mixed), Shares(mixed), Cumulative(mixed), LearningTimes(record), Coherence(mixed), EasyAndHard(record), Order(record)];
    }

    private static LineFigure Accuracies(RunRecord record, Curve mixed) => new(
        "group-accuracy", "What is learnt first",
        "Accuracy on the labels that are trained on. Pristine and corrupt examples are of one training; the grey lines are trainings on true labels alone and on random labels alone. "
        + "The claim: pristine rise with true, corrupt with random. The test set's curve has its best point between the two.",
        StepAxis, new Axis("accuracy"),
        [
            Line("pristine", mixed, EasyHardClaims.AccuracyOf(EasyHardExperiment.Pristine), PristineColor),
            Line("corrupt", mixed, EasyHardClaims.AccuracyOf(EasyHardExperiment.Corrupt), CorruptColor),
            Line("test", mixed, MetricNames.TestAccuracy, PaletteColor.Green),
            Line("all true", record[record.Trial(Corruptions.TrueSeries)], MetricNames.TrainAccuracy, Context),
            Line("all random", record[record.Trial(Corruptions.RandomSeries)], MetricNames.TrainAccuracy, Context),
        ]);

    private static LineFigure Shares(Curve mixed)
    {
        double[] world = mixed.Values(ShareClaims.Null), deviation = mixed.Values(ShareClaims.Deviation);
        return new LineFigure(
            "gradient-share", "Whose gradient it is",
            "The share of a small step's gain that goes to pristine and to corrupt examples; the two add up to 1. The band holds 95 % of worlds in which the designations are permuted. "
            + "The claim: pristine above the band at first, below it in the end.",
            StepAxis, new Axis("share of the squared gradient"),
            [
                Line("pristine", mixed, ShareClaims.Share, PristineColor), Line("corrupt", mixed, ShareClaims.CorruptShare, CorruptColor),
                Line("pristine, permuted designations", mixed, ShareClaims.Null, Context) with
                {
                    Low = [.. world.Zip(deviation, (w, d) => w - (Intervals.Z * d))],
                    High = [.. world.Zip(deviation, (w, d) => w + (Intervals.Z * d))],
                },
            ]);
    }

    private static LineFigure Cumulative(Curve mixed)
    {
        (double[] pristine, double[] corrupt) = CumulativeGain.Of(mixed);
        return new LineFigure(
            "cumulative-gain", "How much each group has been helped",
            "The gain of an average example of each group from all steps so far, to first order, for a learning rate of 1: the sum of ⟨ḡ, its group's mean gradient⟩, with the gradient of all measured "
            + "examples in place of the minibatch's, and straight lines between observations: an approximation of the paper's cumulative sums. Where steps overshoot, it adds up to more than any loss.",
            StepAxis, new Axis("gain of an example (nats per unit of rate)", AxisScale.Logarithmic),
            [
                new LineSeries("pristine", AfterStart(mixed), pristine) { Color = PristineColor },
                new LineSeries("corrupt", AfterStart(mixed), corrupt) { Color = CorruptColor },
            ]);
    }

    private static LineFigure LearningTimes(RunRecord record)
    {
        TrialPlan trial = record.Trial(EasyHardExperiment.CorruptedSeries);
        double[] times = record.Array(trial, HistoryWatch.LearningTime), selected = record.Array(trial, EasyHardExperiment.SelectedArray), steps = record[trial].Steps;
        LineSeries Learnt(string name, double group, PaletteColor color)
        {
            double[] own = [.. times.Where((_, i) => selected[i] == group)];
            return new LineSeries(name, AfterStart(record[trial]), [.. steps.Select(s => own.Count(t => t <= s) / (double)own.Length)]) { Color = color };
        }

        return new LineFigure(
            "learning-times", "Learnt for good",
            "The fraction of examples that are right from this step to the end. The further apart the curves, the more surely the pristine example of a pair is learnt first.",
            StepAxis, new Axis("fraction learnt for good"), [Learnt("pristine", 0, PristineColor), Learnt("corrupt", 1, CorruptColor)]);
    }

    private static LineFigure Coherence(Curve mixed) => new(
        "group-coherence", "m-coherence within each group", "How many examples of its own group gain from a step along one example's gradient. Compare shapes: the groups differ in size.",
        StepAxis, CurveFigures.CoherenceAxis,
        [
            Line("pristine", mixed, $"{EasyHardExperiment.Pristine}_{MetricNames.MCoherence}", PristineColor),
            Line("corrupt", mixed, $"{EasyHardExperiment.Corrupt}_{MetricNames.MCoherence}", CorruptColor),
        ]);

    private static BarFigure EasyAndHard(RunRecord record)
    {
        BarSeries Bars(string group, PaletteColor color)
        {
            double[] values = EasyHardTables.Of(record, group, MCoherence.OffDiagonal), errors = EasyHardTables.Of(record, group, MCoherence.OffDiagonal + "_error");
            return new BarSeries(group, values)
            {
                Color = color,
                Low = [.. values.Zip(errors, (v, e) => v - (Intervals.Z * e))],
                High = [.. values.Zip(errors, (v, e) => v + (Intervals.Z * e))],
            };
        }

        return new BarFigure(
            "easy-and-hard", "Do easy examples agree more?",
            "Coherence without the diagonal, which does not depend on the size of a group, within the examples that another training had right after one epoch, and within the rest. "
            + "The claim: easy above hard. Bars are 95 % intervals from the delete-one jackknife.",
            new Axis("coherence without the diagonal"), [.. EasyHardCoherence.Epochs.Select(e => $"after {e} {(e == 1 ? "epoch" : "epochs")}")],
            [Bars("easy", PaletteColor.Green), Bars("hard", PaletteColor.Orange)]);
    }

    private static LineFigure Order(RunRecord record)
    {
        double[] first = record.Array(record.Trial(Corruptions.TrueSeries), HistoryWatch.LearningTime);
        double[] second = record.Array(record.Trial(EasyHardExperiment.RepeatedSeries), HistoryWatch.LearningTime);
        (double First, double Mean)[] groups =
        [
            .. first.Zip(second).Where(p => !double.IsNaN(p.First) && !double.IsNaN(p.Second)).GroupBy(p => Math.Max(p.First, 0.5)).OrderBy(g => g.Key)
                .Select(g => (g.Key, g.Average(p => Math.Max(p.Second, 0.5)))),
        ];
        return new LineFigure(
            "order", "Does the order repeat?",
            "Examples with one learning time in the first training, and their mean learning time in a second one, with other weights and another order. A flat line would mean that the order is the seed's.",
            new Axis("learning time with one seed (steps)", AxisScale.Logarithmic), new Axis("mean learning time with another (steps)", AxisScale.Logarithmic),
            [new LineSeries("true labels", [.. groups.Select(g => g.First)], [.. groups.Select(g => g.Mean)]) { Style = LineStyle.LineAndPoints }]);
    }

    private static LineSeries Line(string name, Curve curve, string metric, PaletteColor color) => new(name, AfterStart(curve), curve.Values(metric)) { Color = color };

    /// <summary>A logarithmic axis has no 0.</summary>
    private static double[] AfterStart(Curve curve) => [.. curve.Steps.Select(s => Math.Max(s, 0.5))];
}
