using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Numerics.Statistics;
using Occam.Records.Figures;

namespace Occam.Experiments.Stability;

/// <summary>The figures of <see cref="StabilityExperiment"/>.</summary>
internal static class StabilityFigures
{
    private const string Bands = "Lines are means over the replacements, bands reach from the smallest to the largest.";
    private const string GeometricBands = "Lines are geometric means over the replacements, bands reach from the smallest to the largest.";

    private static Axis StepAxis { get; } = new("steps (the start is drawn at ½)", AxisScale.Logarithmic);

    public static IReadOnlyList<Figure> All(TwinRecord twins) =>
    [
        new LineFigure(
            "parting", "How far the twins part",
            $"Distance between the weights of the twins over the distance from the start. {GeometricBands} Drawn from the step at which all twins have met the replaced example. If the two lay on each other, the labels would not matter for stability.",
            StepAxis, new Axis("δ / ‖θ − θ₀‖", AxisScale.Logarithmic), Pair(twins, twins.RelativeDistance, Geometric)),
        new LineFigure(
            "instability", "Loss instability and generalization gap",
            $"How much lower the loss on the replaced example is for the twin that was trained on it, beside test loss − training loss. {Bands} In expectation the two are equal; single examples scatter widely.",
            StepAxis, new Axis("nats"),
            [
                .. Pair(twins, twins.Values(StabilityNames.Instability), Arithmetic, "instability"),
                Series(twins, twins.True, "true, gap", twins.Gap, Arithmetic) with { Color = PaletteColor.SkyBlue },
                Series(twins, twins.Random, "random, gap", twins.Gap, Arithmetic) with { Color = PaletteColor.Orange },
            ]),
        new LineFigure(
            "bound", "The bound and what it bounds",
            $"The theorem's sum up to each step, with the largest gradient norm and the largest smoothness that were seen. {Bands} Where the bound lies above the dashed line it exceeds every loss that was ever seen on a test example and says nothing.",
            StepAxis, new Axis("log10 of nats"),
            [
                .. Pair(twins, t => twins.Bound(t).Gap, Arithmetic, "bound"),
                Series(twins, twins.True, "true, gap", t => Log10(twins.Gap(t)), Arithmetic) with { Color = PaletteColor.SkyBlue },
                Series(twins, twins.Random, "random, gap", t => Log10(twins.Gap(t)), Arithmetic) with { Color = PaletteColor.Orange },
            ])
        {
            References = [new ReferenceLine(ReferenceDirection.Horizontal, LogRecursion.Log10(twins.Record.Trials.Max(t => twins.Record[t].Largest(StabilityNames.LargestTestLoss))), "largest test loss seen")],
        },
        new LineFigure(
            "recursion", "The one-step recursion and the measured distance",
            $"δ as the recursion allows it from where the twins have parted, with the steps at which the replaced example really was in the batch, beside the measured one. {Bands} A measured line above its recursion would contradict it.",
            StepAxis, new Axis("log10 δ"),
            [
                .. Pair(twins, t => twins.Bound(t).Distance, Arithmetic, "recursion"),
                Series(twins, twins.True, "true, measured", t => Log10(twins.Values(StabilityNames.TwinDistance)(t)), Arithmetic) with { Color = PaletteColor.SkyBlue },
                Series(twins, twins.Random, "random, measured", t => Log10(twins.Values(StabilityNames.TwinDistance)(t)), Arithmetic) with { Color = PaletteColor.Orange },
            ]),
        new LineFigure(
            "disagreement", "Test examples on which the twins answer differently", $"Both twins are asked about the same test examples. {Bands}",
            StepAxis, new Axis("fraction of test examples"), Pair(twins, twins.Values(StabilityNames.Disagreement), Arithmetic)),
        new LineFigure(
            "test-loss-change", "Change of the loss on test examples", $"Mean of |Δℓ| between the twins, over test examples that neither has seen. {GeometricBands}",
            StepAxis, new Axis("nats", AxisScale.Logarithmic), Pair(twins, twins.Values(StabilityNames.TestLossChange), Geometric)),
        new LineFigure(
            "coherence", "m-coherence",
            $"What enters the bound is α, m-coherence over the {twins.Record.Laboratory.Probe} examples, as √(2(1 − α)): between 1.4 and 1.414 unless more than a fiftieth of all examples agree. {GeometricBands}",
            StepAxis, CurveFigures.CoherenceAxis, Pair(twins, twins.Values(MetricNames.MCoherence), Geometric))
        { References = CurveFigures.References(twins.Record.Laboratory.Probe) },
        new LineFigure(
            "accuracy", "Training accuracy", $"On each training's own labels. {Bands}", StepAxis, new Axis("training accuracy"),
            Pair(twins, twins.Values(MetricNames.TrainAccuracy), Arithmetic)),
    ];

    private static LineSeries[] Pair(TwinRecord twins, Func<TrialPlan, double[]> values, Func<double[], double> mean, string? label = null)
    {
        string suffix = label is null ? "" : $", {label}";
        return
        [
            Series(twins, twins.True, $"true{suffix}", values, mean) with { Color = PaletteColor.Blue },
            Series(twins, twins.Random, $"random{suffix}", values, mean) with { Color = PaletteColor.Vermillion },
        ];
    }

    private static LineSeries Series(TwinRecord twins, IReadOnlyList<TrialPlan> trials, string name, Func<TrialPlan, double[]> values, Func<double[], double> mean)
    {
        double[][] all = [.. trials.Select(values)];
        // Until the twins have parted their distance is 0, and a logarithm has nothing to show; a logarithmic axis has no start either.
        (double Step, double[] Values)[] points =
        [
            .. twins.Steps.Select((step, m) => (Math.Max(step, 0.5), (double[])[.. all.Select(v => v[m])]))
                .Where(p => double.IsFinite(mean(p.Item2)) && (mean != Geometric || p.Item2.Min() > 0)),
        ];
        return new LineSeries(name, [.. points.Select(p => p.Step)], [.. points.Select(p => mean(p.Values))])
        {
            Low = [.. points.Select(p => p.Values.Min())],
            High = [.. points.Select(p => p.Values.Max())],
        };
    }

    private static double Arithmetic(double[] values) => values.Average();

    private static double Geometric(double[] values) => Means.Geometric(values);

    private static double[] Log10(double[] values) => [.. values.Select(v => LogRecursion.Log10(Math.Abs(v)))];
}
