using System.Globalization;
using Occam.Experiments.Judging;
using Occam.Records.Figures;

namespace Occam.Experiments.MinimumNorm;

/// <summary>The figures of <see cref="MinimumNormExperiment"/>.</summary>
internal static class MinimumNormFigures
{
    private static readonly PaletteColor[] Colors = Enum.GetValues<PaletteColor>();

    public static IReadOnlyList<Figure> All(RunRecord record)
    {
        MinimumNormPlan plan = MinimumNormPlan.Of(record);
        return [Curve(record, plan), NormsAndErrors(record, plan), NormsAndSizes(record, plan), Descents(record), .. plan.Kernels.Any(k => plan.RidgeSize(k) > 0) ? (Figure[])[Ridges(record, plan)] : []];
    }

    private static LineFigure Curve(RunRecord record, MinimumNormPlan plan)
    {
        int test = record.Laboratory.Data.Test!.Count;
        List<LineSeries> series = [];
        foreach (string kernel in plan.Kernels)
        {
            KernelValues[] values = Solved(record, plan, kernel);
            double[] sizes = [.. values.Select(v => (double)v.Examples)];
            (double Low, double High)[] intervals = [.. values.Select(v => Intervals.Proportion(v.TestError, test))];
            series.Add(new LineSeries(kernel, sizes, [.. values.Select(v => v.TestError)])
            {
                Color = Color(kernel),
                Style = LineStyle.LineAndPoints,
                Low = [.. intervals.Select(i => i.Low)],
                High = [.. intervals.Select(i => i.High)],
            });
            if (kernel == KernelChoice.Gaussian && values.Any(v => double.IsFinite(v.LeaveOneOut)))
                series.Add(new LineSeries("gaussian, leave-one-out", sizes, [.. values.Select(v => v.LeaveOneOut)]) { Color = PaletteColor.Grey, Style = LineStyle.LineAndPoints });
        }

        return new LineFigure(
            "learning-curve", "Test error against training examples", $"Solutions without ridge; {Fitted(record, plan)} Bands are Wilson's 95 % intervals. A rising curve of the Gaussian kernel would contradict the claim about it.",
            new Axis("training examples", AxisScale.Logarithmic), new Axis("test error", AxisScale.Logarithmic), series)
        { References = MinimumNormPublished.IsMnist(record) ? [new ReferenceLine(ReferenceDirection.Horizontal, 0.0122, "0.0122: published for a Gaussian kernel, 60,000 examples")] : [] };
    }

    private static LineFigure NormsAndErrors(RunRecord record, MinimumNormPlan plan) => new(
        "norms-and-errors", "Test error against norm", "Each line is a kernel, its points are numbers of examples, fewest on the left; linear kernels have k(x, x) = 1 on average. If the norm ordered the errors, all points would lie on one rising line.",
        new Axis("norm of the solution", AxisScale.Logarithmic), new Axis("test error", AxisScale.Logarithmic),
        [.. plan.Kernels.Select(k => (Kernel: k, Values: Solved(record, plan, k))).Select(k =>
            new LineSeries(k.Kernel, [.. k.Values.Select(v => v.Norm)], [.. k.Values.Select(v => v.TestError)]) { Color = Color(k.Kernel), Style = LineStyle.LineAndPoints })])
    { Notes = [.. plan.Kernels.SelectMany(k => Solved(record, plan, k).TakeLast(1)).Select(v => new PointNote(v.Norm, v.TestError, v.Examples.ToString("N0", CultureInfo.InvariantCulture)))] };

    private static LineFigure NormsAndSizes(RunRecord record, MinimumNormPlan plan) => new(
        "norms", "Norm against training examples", "√tr(αᵀKα), without ridge. One kernel's norm can only grow with the examples that have to be fitted, whatever the error does; kernels whose scale is set by the examples are not quite the same at every size.",
        new Axis("training examples", AxisScale.Logarithmic), new Axis("norm of the solution", AxisScale.Logarithmic),
        [.. plan.Kernels.Select(k => (Kernel: k, Values: Solved(record, plan, k))).Select(k =>
            new LineSeries(k.Kernel, [.. k.Values.Select(v => (double)v.Examples)], [.. k.Values.Select(v => v.Norm)]) { Color = Color(k.Kernel), Style = LineStyle.LineAndPoints })]);

    private static LineFigure Descents(RunRecord record)
    {
        LineSeries Line(string name, string descent, string result, PaletteColor color) =>
            new(name, [.. record.Result(descent, MinimumNormNames.Epochs).Select(e => Math.Max(e, 0.5))], record.Result(descent, result)) { Color = color };
        return new LineFigure(
            "descents", "Distance from the solution of the smallest norm", "Over that norm. From zero both descents should fall towards 0; from a random start descent should stay as far away as the start's part that is orthogonal to all images, "
            + "and approach the solution nearest to its start instead.",
            new Axis("epochs (the start is drawn at ½)", AxisScale.Logarithmic), new Axis("distance over norm", AxisScale.Logarithmic),
            [
                Line("one example a step, from zero", MinimumNormNames.Stochastic, MinimumNormNames.Distance, PaletteColor.Blue),
                Line("all examples a step, from zero", MinimumNormNames.WholeBatch, MinimumNormNames.Distance, PaletteColor.SkyBlue),
                Line("from a random start", MinimumNormNames.RandomStart, MinimumNormNames.Distance, PaletteColor.Vermillion),
                Line("from a random start, to the nearest solution", MinimumNormNames.RandomStart, MinimumNormNames.OwnDistance, PaletteColor.Orange),
            ])
        { References = [new ReferenceLine(ReferenceDirection.Horizontal, record.Result(MinimumNormNames.RandomStart, MinimumNormNames.End)[0], "part of the start orthogonal to all images")] };
    }

    private static LineFigure Ridges(RunRecord record, MinimumNormPlan plan)
    {
        double start = plan.Ridges[0] / 10;
        List<LineSeries> series = [];
        foreach (string kernel in plan.Kernels.Where(k => plan.RidgeSize(k) > 0))
        {
            KernelValues[] path = MinimumNormTables.RidgePath(record, plan, kernel);
            series.Add(new LineSeries(
                string.Create(CultureInfo.InvariantCulture, $"{kernel}, {plan.RidgeSize(kernel):N0} examples"), [.. path.Select(v => v.Ridge == 0 ? start : v.Ridge)], [.. path.Select(v => v.TestError)])
            { Color = Color(kernel), Style = LineStyle.LineAndPoints });
        }

        return new LineFigure(
            "ridges", "Test error against ridge", "λ is in units of the mean of the diagonal; none at all is drawn a decade to the left of the smallest. A deep valley would contradict the claim that ridge does little.",
            new Axis("λ", AxisScale.Logarithmic), new Axis("test error", AxisScale.Logarithmic), series);
    }

    private static KernelValues[] Solved(RunRecord record, MinimumNormPlan plan, string kernel) =>
        [.. plan.SizesOf(kernel).Select(n => KernelValues.Of(record, kernel, n)).Where(v => v.IsSolved)];

    /// <summary>The largest training error, in words.</summary>
    private static string Fitted(RunRecord record, MinimumNormPlan plan)
    {
        double[] errors = [.. plan.Kernels.SelectMany(k => Solved(record, plan, k)).Select(v => v.TrainError)];
        return errors.Length == 0 ? "every matrix was singular."
            : errors.Max() == 0 ? "every training error is 0."
            : string.Create(CultureInfo.InvariantCulture, $"training errors are up to {errors.Max():0.####}.");
    }

    private static PaletteColor Color(string kernel) => Colors[Array.IndexOf(KernelChoice.Ids, kernel) % Colors.Length];
}
