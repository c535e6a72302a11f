using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records.Figures;

namespace Occam.Experiments.Reparametrization;

/// <summary>The figures of <see cref="ReparametrizationExperiment"/>: what each quantity becomes, against α.</summary>
internal static class ReparametrizationFigures
{
    private static readonly (string Quantity, string Name)[] Shown =
    [
        ("hessian_largest", "largest Hessian eigenvalue"), ("box_sharpness/epsilon-0.001", "box sharpness"), ("sam_sharpness/radius-0.05", "SAM's sharpness"),
        ("noise_tolerance", "tolerated noise"), ("adaptive_sharpness/radius-0.5", "adaptive sharpness"), ("fisher_rao_norm", "Fisher–Rao norm"),
    ];

    public static IReadOnlyList<Figure> All(RunRecord record)
    {
        AuditRecord audit = new(record);
        return
        [
            Ratios(audit, Transformation.ReluSeries, "ratios-relu", "The same function, other numbers: a pair of layers",
                "Each quantity after one layer was multiplied by α and the next divided by it, over its value before. The function is the same at every α, so a quantity that is not a flat line at 1 says something about the parameters that the function does not know. Invariant quantities lie on one another."),
            Ratios(audit, Transformation.NormalizedSeries, "ratios-normalized", "The same function, other numbers: weights before a normalization",
                "Each quantity after the weights before a normalization were multiplied by α, over its value before. The normalization divides α away again. Invariant quantities lie on one another."),
        ];
    }

    private static LineFigure Ratios(AuditRecord audit, string series, string id, string title, string caption)
    {
        TrialPlan trial = audit.Trial(series);
        IReadOnlyList<AuditRow> rows = audit.Rows(trial);
        int[] order = [.. Enumerable.Range(0, Transformation.Alphas.Length).OrderBy(i => Transformation.Alphas[i])];
        return new LineFigure(
            id, title, caption, new Axis("α", AxisScale.Logarithmic), new Axis("value over its value at α = 1", AxisScale.Logarithmic),
            [.. Shown.Select(shown => Line(shown.Name, rows.Single(row => row.Quantity.Name == shown.Quantity).Responses[0], order))]);
    }

    private static LineSeries Line(string name, ScalingResponse response, int[] order) => new(
        name, [.. order.Select(i => response.Alphas[i])], [.. order.Select(i => response.Values[i] / response.Values[0]).Select(ratio => ratio > 0 ? ratio : double.NaN)]);
}
