using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records.Figures;

namespace Occam.Experiments.Regret;

/// <summary>The figures of <see cref="RegretExperiment"/>: the first repetition of each training.</summary>
internal static class RegretFigures
{
    private static readonly PaletteColor[] Colors = Enum.GetValues<PaletteColor>();
    private static readonly Axis Accuracy = new("training accuracy");

    public static IReadOnlyList<Figure> All(RunRecord record)
    {
        int size = RegretNames.Minibatches(record)[0];
        return
        [
            Against(
                record, "gap", "Generalization gap", "Training accuracy less test accuracy. Random labels leave nothing to learn for the test, so their gap is their training accuracy less chance.",
                Accuracy, new Axis("accuracy gap"), c => c.Values(MetricNames.TrainAccuracy), c => [.. c.Values(MetricNames.TrainAccuracy).Zip(c.Values(MetricNames.TestAccuracy), (a, b) => a - b)], null),
            Measured(record, "regret", "Gradient regret at equal training accuracy", RegretNames.Regret, size, new Axis("regret (nats per unit of step)", AxisScale.Logarithmic),
                $"What a short step along one minibatch's gradient loses on another of {size} examples, against the step along its own. If the curves of random labels did not lie above, regret would not tell memorizing from learning."),
            Measured(record, "cosine", "Batch cosine at equal training accuracy", RegretNames.Cosine, size, new Axis("mean cosine of two minibatches' gradients"),
                $"Minibatches of {size} examples. 1: every minibatch asks for the same step; 0: they have nothing in common."),
            Measured(record, "flatness-ratio", "Flatness ratio at equal training accuracy", RegretNames.Flatness, size, new Axis("‖g of a minibatch‖ / ‖g of all‖", AxisScale.Logarithmic),
                $"How much steeper one minibatch of {size} examples is than their mean. It has no unit, and 1 is the least for equal gradients."),
            Taus(record),
        ];
    }

    private static LineFigure Measured(RunRecord record, string id, string title, string quantity, int size, Axis y, string caption)
    {
        string metric = RegretNames.Of(quantity, size);
        return Against(record, id, title, caption + " Bands are 95 % intervals over minibatches.", Accuracy, y, c => c.Values(MetricNames.TrainAccuracy), c => c.Values(metric), $"{metric}_error");
    }

    private static LineFigure Against(
        RunRecord record, string id, string title, string caption, Axis xAxis, Axis yAxis, Func<Curve, double[]> x, Func<Curve, double[]> y, string? error)
    {
        List<LineSeries> series = [];
        foreach (TrialPlan trial in RegretNames.First(record))
        {
            Curve curve = record[trial];
            int[] after = [.. Enumerable.Range(0, curve.Steps.Length).Where(i => curve.Steps[i] > 25)];
            double[] ys = [.. after.Select(i => y(curve)[i])];
            string name = $"{(RegretNames.IsRandom(trial) ? "random" : "true")} labels, batch {trial.Settings.BatchSize}";
            LineSeries line = new(name, [.. after.Select(i => x(curve)[i])], ys) { Color = Colors[series.Count % Colors.Length] };
            if (error is not null)
            {
                double[] errors = [.. after.Select(i => curve.Values(error)[i])];
                line = line with
                {
                    Low = [.. ys.Zip(errors, (v, e) => yAxis.Scale == AxisScale.Logarithmic ? Math.Max(v - (Intervals.Z * e), v * 1e-3) : v - (Intervals.Z * e))],
                    High = [.. ys.Zip(errors, (v, e) => v + (Intervals.Z * e))],
                };
            }

            series.Add(line);
        }

        return new LineFigure(id, title, caption, xAxis, yAxis, series);
    }

    private static BarFigure Taus(RunRecord record)
    {
        IReadOnlyList<(string Name, Estimate Tau)> taus = RegretTables.Taus(record);
        bool intervals = taus.All(t => double.IsFinite(t.Tau.Low) && double.IsFinite(t.Tau.High));
        return new BarFigure(
            "tracking", "Which quantity tracks the gap?",
            "Kendall's τ of each quantity with the accuracy gap over all observations of all trainings after the first 25 steps. Intervals leave out one whole training at a time, because observations of one training depend on each other.",
            new Axis("Kendall's τ"), [.. taus.Select(t => t.Name)],
            [
                new BarSeries("τ", [.. taus.Select(t => t.Tau.Value)])
                {
                    Low = intervals ? [.. taus.Select(t => t.Tau.Low)] : null,
                    High = intervals ? [.. taus.Select(t => t.Tau.High)] : null,
                },
            ])
        { References = [new ReferenceLine(ReferenceDirection.Vertical, 0, "no order in common")] };
    }
}
