using Occam.Experiments.Judging;
using Occam.Records.Figures;

namespace Occam.Experiments.Capacity;

/// <summary>The figures of <see cref="CapacityExperiment"/>.</summary>
internal static class CapacityFigures
{
    /// <summary>A logarithmic axis has no 0: smaller gaps are drawn here.</summary>
    private const double SmallestGap = 1e-3;

    private static readonly Axis Examples = new("training examples n", AxisScale.Logarithmic);
    private static readonly PaletteColor[] Colors = Enum.GetValues<PaletteColor>();

    public static IReadOnlyList<Figure> All(CapacityRecord capacity) => [Complexity(capacity), Bars(capacity), AgainstExamples(capacity), Changes(capacity)];

    private static double[] N(CapacityRecord capacity) => [.. capacity.Plan.Sizes.Select(n => (double)n)];

    private static LineFigure Complexity(CapacityRecord capacity)
    {
        IEnumerable<LineSeries> series = capacity.Plan.Models.Select((name, m) =>
        {
            Sample[] samples = [.. capacity.Plan.Sizes.Select((_, s) => capacity.Complexity(m, s))];
            return new LineSeries(name, N(capacity), [.. samples.Select(c => c.Mean)])
            {
                Color = Colors[m % Colors.Length],
                Low = [.. samples.Select(c => c.Low)],
                High = [.. capacity.Plan.Sizes.Select((_, s) => capacity.ComplexityAtMost(m, s))],
            };
        });
        return new LineFigure(
            "complexity", "How well random labels are followed",
            "R̂, the correlation with tosses of a coin that is reached, mean over the draws. The class may reach more: the band goes from the low end of Student's interval to what the number of "
            + "labellings allows. At 1 the Rademacher bound says nothing.",
            Examples, new Axis("empirical Rademacher complexity"), [.. series])
        { References = [new ReferenceLine(ReferenceDirection.Horizontal, 1, "every label fitted")] };
    }

    private static BarFigure Bars(CapacityRecord capacity)
    {
        int size = capacity.Plan.Sizes.Length - 1;
        CapacityBound[] bounds = [.. Enum.GetValues<CapacityBound>().Where(b => double.IsFinite(capacity.Bound(b, 0, size, false, 1)))];
        BarSeries Of(bool random, PaletteColor color) => new(
            $"{CapacityNames.Labels(random)} labels",
            [Math.Max(SmallestGap, capacity.Mean(r => capacity.Fit(0, size, random, r).Gap)), .. bounds.Select(b => capacity.Mean(r => capacity.Bound(b, 0, size, random, r)))])
        { Color = color };
        return new BarFigure(
            "bounds", $"{capacity.Plan.Models[0]}: the gap and its bounds at n = {capacity.Plan.Sizes[size]}",
            "What test error − training error was, and what each bound allows it to be. From 1 on a bound says nothing. A bound shorter than the gap would be wrong; what is at least so much may be more.",
            new Axis("gap", AxisScale.Logarithmic), ["gap, measured", .. bounds.Select(CapacityTables.NameOf)], [Of(false, PaletteColor.Blue), Of(true, PaletteColor.Vermillion)])
        { References = [new ReferenceLine(ReferenceDirection.Vertical, 1, "vacuous")] };
    }

    private static LineFigure AgainstExamples(CapacityRecord capacity)
    {
        IEnumerable<LineSeries> bounds = Enum.GetValues<CapacityBound>().Where(b => double.IsFinite(capacity.Bound(b, 0, 0, false, 1))).Select((bound, i) => new LineSeries(
            CapacityTables.NameOf(bound), N(capacity), [.. capacity.Plan.Sizes.Select((_, s) => capacity.Mean(r => capacity.Bound(bound, 0, s, false, r)))])
        { Color = Colors[(i + 1) % Colors.Length] });
        GapRange[] gaps = [.. capacity.Plan.Sizes.Select((_, s) => Average(capacity, s))];
        LineSeries gap = new("gap", N(capacity), [.. gaps.Select(g => Math.Max(SmallestGap, g.Value))])
        {
            Color = Colors[0],
            Low = [.. gaps.Select(g => Math.Max(SmallestGap, g.Low))],
            High = [.. gaps.Select(g => Math.Max(SmallestGap, g.High))],
        };
        return new LineFigure(
            "examples", $"Bounds and gap against n, {capacity.Plan.Models[0]} on true labels",
            "The gap falls as there are more examples. A bound that explains it falls with it; the band is the interval that the number of test examples leaves.",
            Examples, new Axis("gap", AxisScale.Logarithmic), [gap, .. bounds])
        { References = [new ReferenceLine(ReferenceDirection.Horizontal, 1, "vacuous")] };
    }

    private static GapRange Average(CapacityRecord capacity, int size)
    {
        GapRange[] all = [.. Enumerable.Range(1, capacity.Plan.Repetitions).Select(r => capacity.Gap(0, size, false, r))];
        return new GapRange(all.Average(g => g.Value), all.Average(g => g.Low), all.Average(g => g.High));
    }

    private static LineFigure Changes(CapacityRecord capacity)
    {
        LineSeries Of(bool random, PaletteColor color)
        {
            StabilityValues values = StabilityValues.Of(capacity.Record, capacity.Plan, random);
            double[] sorted = [.. values.Largest.OrderDescending()];
            return new LineSeries(CapacityNames.Labels(random), [.. sorted.Select((_, i) => i + 1.0)], sorted) { Color = color };
        }

        return new LineFigure(
            "stability", "The largest change of the loss when one example is left out",
            "Over test examples and the left-out example itself, sorted; the loss is 1 − p(y | x), in [0, 1]. The first value is β from below. The bound says something only where β is small "
            + "against 1/√n, the dashed line.",
            new Axis("left-out example"), new Axis("largest change"), [Of(false, PaletteColor.Blue), Of(true, PaletteColor.Vermillion)])
        { References = [new ReferenceLine(ReferenceDirection.Horizontal, 1 / Math.Sqrt(capacity.Plan.LeaveExamples), "1/√n")] };
    }
}
