using System.Globalization;
using Occam.Experiments.Judging;
using Occam.Records.Figures;

namespace Occam.Experiments.MatrixCompletion;

/// <summary>The figures of <see cref="MatrixCompletionExperiment"/>.</summary>
internal static class MatrixFigures
{
    private static readonly PaletteColor[] Colors = [.. Enum.GetValues<PaletteColor>().Where(c => c != PaletteColor.Grey)];

    public static IReadOnlyList<Figure> All(MatrixRecord record)
    {
        MatrixPlan plan = record.Plan;
        return
        [
            .. plan.Observed.Select(observed => Against(
                record, observed, "error", "Error against the size of the first weights", "mean squared error over all entries", AxisScale.Logarithmic, v => v.Error,
                "Few observations: a curve of more factors above one of fewer would contradict the first claim. Many: all curves should lie far below 1.")),
            Against(
                record, plan.Few, "rank", "Effective rank against the size of the first weights", "effective rank", AxisScale.Linear, v => v.EffectiveRank,
                "If descent sought the least nuclear norm, all curves would come to its line as the first weights shrink."),
            Against(
                record, plan.Few, "norm", "Nuclear norm against the size of the first weights", "nuclear norm", AxisScale.Linear, v => v.NuclearNorm,
                "No matrix that meets the observations can lie below the line of the least nuclear norm; descent that sought it would come down to it."),
            .. plan.PathDepths.Select(depth => Values(record, depth)),
            Errors(record),
        ];
    }

    private static LineFigure Against(
        MatrixRecord record, int observed, string id, string title, string quantityTitle, AxisScale scale, Func<MatrixValues, double> quantity, string caption)
    {
        MatrixPlan plan = record.Plan;
        double[] norms = [.. plan.Starts.Select(s => s * Math.Sqrt(plan.Size))];
        List<ReferenceLine> references = [];
        if (plan.Completes) references.Add(new ReferenceLine(ReferenceDirection.Horizontal, Middle(record.Leasts(observed, quantity)).Mean, "least nuclear norm"));
        if (id != "error") references.Add(new ReferenceLine(ReferenceDirection.Horizontal, Middle([.. Enumerable.Range(0, plan.Draws).Select(draw => quantity(record.Truth(draw)))]).Mean, "the matrix itself"));
        return new LineFigure(
            string.Create(CultureInfo.InvariantCulture, $"{id}-{observed}"), string.Create(CultureInfo.InvariantCulture, $"{title}, {observed:N0} observations"),
            $"Geometric means over the matrices that were drawn, with 95 % intervals. {caption}", new Axis("‖W‖ at the start", AxisScale.Logarithmic), new Axis(quantityTitle, scale),
            [.. plan.Depths.Select(depth => Line(depth, [.. Enumerable.Range(0, plan.Starts.Length).Select(start => Middle(record.Fits(depth, observed, start, quantity)))]))])
        { References = references };

        LineSeries Line(int depth, Sample[] means) => new($"{depth} factors", norms, [.. means.Select(m => m.Mean)])
        {
            Color = Color(depth),
            Style = LineStyle.LineAndPoints,
            Low = [.. means.Select(m => m.Low)],
            High = [.. means.Select(m => m.High)],
        };
    }

    private static LineFigure Values(MatrixRecord record, int depth)
    {
        MatrixPlan plan = record.Plan;
        SingularPath path = record.Path(depth, 0);
        return new LineFigure(
            $"values-{depth}", $"Singular values of {depth} {(depth == 1 ? "factor" : "factors")} over the steps",
            $"The first matrix, whose rank is {plan.Rank}; {path.Kept} largest values of the product, rate {plan.PathRate.ToString(CultureInfo.InvariantCulture)}, balanced start. With more factors values should rise one after another, and those beyond the rank stay at 0.",
            new Axis("step"), new Axis("singular value"),
            [.. Enumerable.Range(0, path.Kept).Select(r => new LineSeries($"σ{r + 1}", path.Steps, path.Value(r)) { Color = r < plan.Rank ? Colors[r % Colors.Length] : PaletteColor.Grey })]);
    }

    private static LineFigure Errors(MatrixRecord record) => new(
        "watched-errors", "Error of the watched descents", "Mean squared error over all entries, of which few are observed; the first matrix. Curves of more factors should end lower.",
        new Axis("step"), new Axis("mean squared error over all entries", AxisScale.Logarithmic),
        [.. record.Plan.PathDepths.Select(depth => (depth, Path: record.Path(depth, 0))).Select(at =>
            new LineSeries($"{at.depth} {(at.depth == 1 ? "factor" : "factors")}", at.Path.Steps, at.Path.Errors) { Color = Color(at.depth) })]);

    private static Sample Middle(double[] values) => MatrixRecord.Geometric(values) ?? new Sample(double.NaN, double.NaN, double.NaN);

    private static PaletteColor Color(int depth) => Colors[(depth - 1) % Colors.Length];
}
