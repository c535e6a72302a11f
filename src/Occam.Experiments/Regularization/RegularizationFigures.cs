using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records.Figures;

namespace Occam.Experiments.Regularization;

/// <summary>The figures of <see cref="RegularizationExperiment"/>.</summary>
internal static class RegularizationFigures
{
    public static IReadOnlyList<Figure> All(RunRecord record)
    {
        IReadOnlyList<RegularizationGrid> grids = RegularizationGrid.All(record);
        bool tested = record.Trials[0].Test is not null;
        List<Figure> figures = [];
        if (tested)
        {
            figures.Add(Bars(
                record, grids, g => g.OnTrue, "test-accuracy", "Test accuracy on true labels, by regularizer", "At the last step, with 95 % intervals. A missing bar is a switch that the network does not have.", "test accuracy",
                MetricNames.TestAccuracy, t => t.Test!.Count));
        }

        if (grids.Any(g => g.OnRandom.Count > 0))
        {
            figures.Add(Bars(
                record, grids, g => g.OnRandom, "random-labels", "Random labels that were fitted, by regularizer", "Training accuracy at the end, with 95 % intervals.", "training accuracy",
                MetricNames.TrainAccuracy, _ => record.Laboratory.Probe));
        }

        foreach (RegularizationGrid grid in grids) figures.AddRange(Curves(record, grid, tested));
        return figures;
    }

    private static IEnumerable<Figure> Curves(RunRecord record, RegularizationGrid grid, bool tested)
    {
        if (tested)
        {
            yield return CurveFigures.AgainstSteps(
                record.Of(grid.OnTrue), $"early-stopping-{grid.Slug}", $"Test accuracy through training, {grid.Network}", "On true labels. Where a curve falls after its best, stopping early would have gained.",
                new Axis("test accuracy"), (MetricNames.TestAccuracy, ""));
            TrialPlan? without = grid.OnTrue.FirstOrDefault(t => grid.Of(t) == new Regularizers(NoBatchNorm: true));
            if (grid.Plain(random: false) is { } with && without is not null)
            {
                yield return CurveFigures.AgainstSteps(
                    record.Of([with, without]), $"batch-norm-{grid.Slug}", $"With and without batch norm, {grid.Network}", "Accuracies on true labels, training and test.", new Axis("accuracy"),
                    (MetricNames.TestAccuracy, "test"), (MetricNames.TrainAccuracy, "training"));
            }
        }

        if (grid.OnRandom.Count > 0)
        {
            yield return CurveFigures.AgainstSteps(
                record.Of(grid.OnRandom), $"random-labels-{grid.Slug}", $"Fitting random labels, {grid.Network}", "Training accuracy with each regularizer on.", new Axis("training accuracy"),
                (MetricNames.TrainAccuracy, ""));
        }
    }

    private static BarFigure Bars(
        RunRecord record, IReadOnlyList<RegularizationGrid> grids, Func<RegularizationGrid, IReadOnlyList<TrialPlan>> chosen, string id, string title, string caption, string axis, string metric,
        Func<TrialPlan, int> examples)
    {
        string[] categories = [.. grids.SelectMany(g => chosen(g).Select(t => g.Of(t).ToString())).Distinct()];
        return new BarFigure(id, title, caption, new Axis(axis), categories, [.. grids.Where(g => chosen(g).Count > 0).Select(grid =>
        {
            TrialPlan?[] trials = [.. categories.Select(c => chosen(grid).FirstOrDefault(t => grid.Of(t).ToString() == c))];
            return new BarSeries(grid.Network, [.. trials.Select(t => t is null ? double.NaN : record[t].Last(metric))])
            {
                Low = [.. trials.Select(t => t is null ? double.NaN : Intervals.Proportion(record[t].Last(metric), examples(t)).Low)],
                High = [.. trials.Select(t => t is null ? double.NaN : Intervals.Proportion(record[t].Last(metric), examples(t)).High)],
            };
        })]);
    }
}
