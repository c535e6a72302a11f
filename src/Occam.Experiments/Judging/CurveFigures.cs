using Occam.Experiments.Trials;
using Occam.Records.Figures;

namespace Occam.Experiments.Judging;

/// <summary>The figures that every experiment with trainings draws.</summary>
internal static class CurveFigures
{
    private static readonly PaletteColor[] Colors = Enum.GetValues<PaletteColor>();

    /// <summary>One metric of every training against steps.</summary>
    public static LineFigure AgainstSteps(RunRecord record, string id, string title, string caption, Axis y, params ReadOnlySpan<(string Metric, string Label)> metrics)
    {
        List<LineSeries> series = [];
        for (int t = 0; t < record.Trials.Count; t++)
        {
            foreach ((string metric, string label) in metrics)
                series.Add(Series(record, t, metric, record[record.Trials[t]].Steps, label));
        }

        return new LineFigure(id, title, caption, StepAxis, y, series);
    }

    /// <summary>One metric of every training against its training accuracy.</summary>
    public static LineFigure AgainstAccuracy(RunRecord record, string id, string title, string caption, Axis y, string metric)
    {
        List<LineSeries> series = [];
        for (int t = 0; t < record.Trials.Count; t++)
            series.Add(Series(record, t, metric, record[record.Trials[t]].Values(MetricNames.TrainAccuracy), ""));
        return new LineFigure(id, title, caption, new Axis("training accuracy"), y, series);
    }

    /// <summary>One metric of several groups of one training's examples against steps.</summary>
    public static LineFigure Groups(RunRecord record, TrialPlan trial, string id, string title, string caption, Axis y, string metric, params ReadOnlySpan<string> groups)
    {
        Curve curve = record[trial];
        List<LineSeries> series = [];
        foreach (string group in groups)
        {
            string name = $"{group}_{metric}";
            LineSeries line = new(group, AfterStart(curve.Steps), curve.Values(name));
            series.Add(curve.Names.Contains($"{name}_error") ? WithBand(line, curve.Values($"{name}_error")) : line);
        }

        return new LineFigure(id, title, caption, StepAxis, y, series);
    }

    /// <summary>m-coherence of every layer of one training, with the lines 1 and n.</summary>
    public static LineFigure PerLayer(RunRecord record, TrialPlan trial)
    {
        Curve curve = record[trial];
        string prefix = MetricNames.MCoherence + "/";
        List<LineSeries> series = [];
        foreach (string name in curve.Names.Where(n => n.StartsWith(prefix, StringComparison.Ordinal) && !n.EndsWith("_error", StringComparison.Ordinal)))
            series.Add(WithBand(new LineSeries(name[prefix.Length..], AfterStart(curve.Steps), curve.Values(name)), curve.Values(name + "_error")));
        return new LineFigure(
            $"coherence-layers-{trial.Series}", $"m-coherence by layer: training '{trial.Series}'",
            "The same quantity within each layer. Bands are 95 % intervals from the delete-one jackknife.", StepAxis, CoherenceAxis, series)
        { References = References(record.Laboratory.Probe) };
    }

    /// <summary>The lines of orthogonal and of identical gradients.</summary>
    public static IReadOnlyList<ReferenceLine> References(int examples) =>
    [
        new ReferenceLine(ReferenceDirection.Horizontal, 1, "1: orthogonal gradients"),
        new ReferenceLine(ReferenceDirection.Horizontal, examples, $"n = {examples}: identical gradients"),
    ];

    public static Axis CoherenceAxis { get; } = new("m-coherence (examples)", AxisScale.Logarithmic);

    private static Axis StepAxis { get; } = new("steps (the start is drawn at ½)", AxisScale.Logarithmic);

    private static LineSeries Series(RunRecord record, int trial, string metric, double[] x, string label)
    {
        TrialPlan plan = record.Trials[trial];
        Curve curve = record[plan];
        string name = label.Length == 0 ? plan.Series : $"{plan.Series}, {label}";
        double[] at = ReferenceEquals(x, curve.Steps) ? AfterStart(x) : x;
        LineSeries line = new(name, at, curve.Values(metric)) { Color = Colors[trial % Colors.Length] };
        return curve.Names.Contains($"{metric}_error") ? WithBand(line, curve.Values($"{metric}_error")) : line;
    }

    /// <summary>A logarithmic axis has no 0.</summary>
    private static double[] AfterStart(double[] steps) => [.. steps.Select(s => Math.Max(s, 0.5))];

    private static LineSeries WithBand(LineSeries line, double[] errors) => line with
    {
        Low = [.. line.Y.Zip(errors, (v, e) => Math.Max(v - (Intervals.Z * e), v * 1e-3))],
        High = [.. line.Y.Zip(errors, (v, e) => v + (Intervals.Z * e))],
    };
}
