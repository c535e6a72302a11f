using System.Globalization;
using Occam.Experiments.Judging;
using Occam.Records.Figures;

namespace Occam.Experiments.Expressivity;

/// <summary>The figures of <see cref="ExpressivityExperiment"/>.</summary>
internal static class ExpressivityFigures
{
    private static readonly Axis Sizes = new("n (training examples)", AxisScale.Logarithmic);

    /// <summary>An exact fit has no place on a logarithmic axis.</summary>
    private const double SmallestShown = 1e-16;

    public static IReadOnlyList<Figure> All(RunRecord record)
    {
        ExpressivityPlan plan = ExpressivityPlan.Of(record);
        return
        [
            Accuracy(record, plan, ExpressivityNames.True, "Accuracy with true labels", WithTrueLabels(record, plan)),
            Accuracy(record, plan, ExpressivityNames.Random, "Accuracy with random labels", WithRandomLabels(record, plan)),
            Condition(record, plan), Residual(record, plan), .. ExpressivityNames.Thresholds.Select(t => Function(record, plan, t)),
        ];
    }

    /// <summary>What came out at the largest n, beside what is claimed.</summary>
    internal static string WithTrueLabels(RunRecord record, ExpressivityPlan plan)
    {
        ConstructedValues built = ExpressivityNames.Number(record, plan.Thresholds, ExpressivityNames.True, plan.Largest);
        double trained = ExpressivityNames.Training(record, ExpressivityNames.Perceptron, ExpressivityNames.True, plan.Largest).TestAccuracy;
        string learnt = double.IsFinite(trained) ? string.Create(CultureInfo.InvariantCulture, $"the trained perceptron on {trained:P1}") : "the training diverged";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"At n = {plan.Largest:N0} the closed form is right on {built.TrainAccuracy:P1} of the training examples and on {built.TestAccuracy:P1} of new ones, {learnt}. "
            + $"The claims are that the one memorizes and the other learns; a test accuracy of the closed form that rose with n would speak against the first.");
    }

    /// <summary>The same with random labels.</summary>
    internal static string WithRandomLabels(RunRecord record, ExpressivityPlan plan) => string.Create(
        CultureInfo.InvariantCulture,
        $"The theorem says that a fit with so many weights exists: at n = {plan.Largest:N0} the closed form is right on {ExpressivityNames.Number(record, plan.Thresholds, ExpressivityNames.Random, plan.Largest).TrainAccuracy:P1} "
        + $"of the training examples. What training reaches shows whether descent finds one.");

    private static LineFigure Accuracy(RunRecord record, ExpressivityPlan plan, string labels, string title, string caption)
    {
        LineSeries Built(string name, PaletteColor color, Func<ConstructedValues, double> value) =>
            Line(plan, name, n => value(ExpressivityNames.Number(record, plan.Thresholds, labels, n))) with { Color = color };
        IEnumerable<LineSeries> Trained(string kind, string name, PaletteColor train, PaletteColor test) =>
        [
            Line(plan, $"{name}, training", n => ExpressivityNames.Training(record, kind, labels, n).TrainAccuracy) with { Color = train },
            Line(plan, $"{name}, test", n => ExpressivityNames.Training(record, kind, labels, n).TestAccuracy) with { Color = test },
        ];
        PaletteColor[] colors = Enum.GetValues<PaletteColor>();
        return new LineFigure(
            $"accuracy-{labels}", title, caption, Sizes, new Axis("accuracy"),
            [
                Built("closed form, training", colors[0], v => v.TrainAccuracy), Built("closed form, test", colors[1], v => v.TestAccuracy),
                .. Trained(ExpressivityNames.Perceptron, "trained perceptron", colors[2], colors[3]), .. Trained(ExpressivityNames.Hinges, "trained hinges", colors[4], colors[5]),
            ])
        { References = [new ReferenceLine(ReferenceDirection.Horizontal, 1.0 / record.Laboratory.Data.ClassCount, "guessing")] };
    }

    private static LineFigure Condition(RunRecord record, ExpressivityPlan plan) => new(
        "condition", "Condition number of the triangular system",
        "κ₁ = ‖A‖₁·‖A⁻¹‖₁, median of the draws, bands from the smallest to the largest. Straight lines are powers of n; a flat line would contradict the claim.",
        Sizes, new Axis("κ₁", AxisScale.Logarithmic),
        [
            .. ExpressivityNames.Thresholds.Select(t =>
            {
                double[][] draws = [.. plan.Sizes.Select(n => record.Result(ExpressivityNames.Lines(n), t).Where(double.IsFinite).Order().ToArray())];
                return Line(plan, $"thresholds: {t}", n => draws[Array.IndexOf(plan.Sizes, n)] is { Length: > 0 } d ? d[d.Length / 2] : double.NaN) with
                {
                    Low = [.. draws.Select(d => d.FirstOrDefault(double.NaN))],
                    High = [.. draws.Select(d => d.LastOrDefault(double.NaN))],
                };
            }),
        ]);

    private static LineFigure Residual(RunRecord record, ExpressivityPlan plan) => new(
        "residual", "Largest residual in double precision",
        "max |c(z_i) − y_i| with labels as numbers. Below ½ every label is right by rounding; a line that crosses ½ would contradict the exact fit.",
        Sizes, new Axis("largest residual", AxisScale.Logarithmic),
        [
            .. ExpressivityNames.Thresholds.SelectMany(t => ExpressivityNames.Labels.Select(labels =>
                Line(plan, $"thresholds: {t}, {labels} labels", n => Math.Max(SmallestShown, ExpressivityNames.Number(record, t, labels, n).Residual)))),
        ])
    { References = [new ReferenceLine(ReferenceDirection.Horizontal, 0.5, "½")] };

    private static LineFigure Function(RunRecord record, ExpressivityPlan plan, string thresholds)
    {
        int n = plan.Sizes[0];
        string name = ExpressivityNames.Number(thresholds, ExpressivityNames.True, n);
        string between = thresholds == ExpressivityNames.Previous
            ? "With thresholds at the point before it never leaves the labels."
            : "With thresholds midway it overshoots between them, because each slope takes over the one before.";
        return new LineFigure(
            $"function-{thresholds}", $"The whole network as a function of one number, thresholds: {thresholds}",
            $"n = {n}, true labels. It sees ⟨a, z⟩ and nothing else of an image, and joins the labels by straight lines. {between}",
            new Axis("⟨a, z⟩"), new Axis("output"), [new LineSeries("c", record.Result(name, ExpressivityNames.Line), record.Result(name, ExpressivityNames.Heights))]);
    }

    private static LineSeries Line(ExpressivityPlan plan, string name, Func<int, double> value) => new(name, [.. plan.Sizes.Select(n => (double)n)], [.. plan.Sizes.Select(value)]);
}
