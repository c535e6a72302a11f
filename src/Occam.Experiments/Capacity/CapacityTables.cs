using System.Globalization;
using Occam.Experiments.Judging;
using Occam.Records;
using static Occam.Experiments.Judging.FiniteNumbers;

namespace Occam.Experiments.Capacity;

/// <summary>The tables of <see cref="CapacityExperiment"/>.</summary>
internal static class CapacityTables
{
    public static IReadOnlyList<ResultTable> All(CapacityRecord capacity) => [Bounds(capacity), Complexities(capacity), Measures(capacity), Stability(capacity)];

    /// <summary>What a bound is called.</summary>
    public static string NameOf(CapacityBound bound) => bound switch
    {
        CapacityBound.Rademacher => "Rademacher, counted",
        CapacityBound.RademacherFitted => "Rademacher, at least (fitted)",
        CapacityBound.VapnikChervonenkis => "growth function (VC)",
        CapacityBound.Frobenius => "Frobenius norms and margin",
        _ => "path norm and margin",
    };

    /// <summary>What a measure is called.</summary>
    public static string NameOf(CapacityMeasure measure) => measure switch
    {
        CapacityMeasure.Frobenius => "Frobenius norms over margin",
        CapacityMeasure.Path => "path norm over margin",
        CapacityMeasure.Bartlett => "spectral complexity over margin (Bartlett et al.)",
        CapacityMeasure.Neyshabur => "spectral complexity over margin (Neyshabur et al.)",
        _ => "distance from initial weights",
    };

    /// <summary>What a bound on a gap is worth, for two classes.</summary>
    public static string Worth(double bound) => Worth(bound, bound);

    /// <summary>What a bound is worth that lies between two numbers; only one that is known from above can say something.</summary>
    public static string Worth(double least, double most) =>
        least >= 1 ? "vacuous" : most < 0.5 ? "says something" : least < 0.5 ? "open" : most < 1 ? "no better than a coin" : "no better than a coin, or vacuous";

    private static ResultTable Bounds(CapacityRecord capacity)
    {
        List<IReadOnlyList<Cell>> rows = [];
        int size = capacity.Plan.Sizes.Length - 1;
        for (int model = 0; model < capacity.Plan.Models.Length; model++)
        {
            foreach (CapacityBound bound in Enum.GetValues<CapacityBound>())
            {
                double Of(bool random) => capacity.Mean(r => capacity.Bound(bound, model, size, random, r));
                (double truth, double tossed) = (Of(false), Of(true));
                if (double.IsNaN(truth)) continue;
                rows.Add(Row(
                    capacity.Plan.Models[model], NameOf(bound), capacity.Plan.Sizes[size], truth, tossed,
                    capacity.Mean(r => capacity.Fit(model, size, false, r).Gap), capacity.Mean(r => capacity.Fit(model, size, true, r).Gap),
                    bound is CapacityBound.Frobenius or CapacityBound.Path, bound is not CapacityBound.RademacherFitted));
            }
        }

        StabilityValues whole = StabilityValues.Of(capacity.Record, capacity.Plan, false), random = StabilityValues.Of(capacity.Record, capacity.Plan, true);
        rows.Add(Row(
            capacity.Plan.Models[0], "uniform stability, loss 1 − p, at least (seen)", capacity.Plan.LeaveExamples, whole.Bound(capacity.Plan), random.Bound(capacity.Plan), whole.Gap, random.Gap, true, false));
        return new ResultTable(
            "bounds", "What each bound allows the gap to be, and the gap; means over the repetitions. 'At least' is what a bound is no less than; it may allow more",
            ["model", "bound", "n", "bound, true", "bound, random", "gap, true", "gap, random", "verdict, true", "verdict, random", "order"], rows);
    }

    private static IReadOnlyList<Cell> Row(string model, string bound, int n, double truth, double random, double gapTrue, double gapRandom, bool depends, bool above) =>
    [
        model, bound, n, truth, Finite(random), gapTrue, gapRandom, Ends(truth, above), double.IsNaN(random) ? "no margin" : Ends(random, above),
        !depends ? "the same for both" : double.IsNaN(random) ? null : random > truth == gapRandom > gapTrue ? "as the gap" : "against the gap",
    ];

    private static string Ends(double bound, bool above) => Worth(bound, above ? bound : double.PositiveInfinity);

    private static ResultTable Complexities(CapacityRecord capacity)
    {
        IEnumerable<IReadOnlyList<Cell>> rows = capacity.Plan.Models.SelectMany((name, m) => capacity.Plan.Sizes.Select((n, s) =>
        {
            Sample complexity = capacity.Complexity(m, s);
            (double least, double most) = (capacity.Bound(CapacityBound.RademacherFitted, m, s, false, 1), capacity.Bound(CapacityBound.Rademacher, m, s, false, 1));
            GapRange[] gaps = [.. Enumerable.Range(1, capacity.Plan.Repetitions).Select(r => capacity.Gap(m, s, false, r))];
            return (IReadOnlyList<Cell>)[
                name, capacity.Parameters(m), Finite(capacity.Dimension(m)), n, complexity.Mean, Finite(complexity.Low), Finite(complexity.High), capacity.ComplexityAtMost(m, s), least, most,
                capacity.Mean(r => capacity.Fit(m, s, false, r).TrainError), capacity.Mean(r => capacity.Fit(m, s, false, r).TestError),
                gaps.Average(g => g.Value), gaps.Average(g => g.Low), gaps.Average(g => g.High), Worth(least, most),
            ];
        }));
        return new ResultTable(
            "complexity", "Empirical Rademacher complexity, reached from below and counted from above, and the gap on true labels",
            ["model", "parameters", "VC dimension at most", "n", "R̂ at least (measured)", "low", "high", "R̂ at most (counted)", "bound at least", "bound at most", "training error", "test error", "gap", "gap, low", "gap, high", "verdict"], [.. rows]);
    }

    private static ResultTable Measures(CapacityRecord capacity)
    {
        int last = capacity.Plan.Sizes.Length - 1;
        IEnumerable<IReadOnlyList<Cell>> rows = capacity.Plan.Models.SelectMany((name, m) => Enum.GetValues<CapacityMeasure>().Select(measure =>
        {
            double small = capacity.Mean(r => capacity.Measure(measure, m, 0, false, r)), truth = capacity.Mean(r => capacity.Measure(measure, m, last, false, r));
            double random = capacity.Mean(r => capacity.Measure(measure, m, last, true, r));
            return (Name: measure, Row: (IReadOnlyList<Cell>)[name, NameOf(measure), Finite(small), Finite(truth), Finite(random), Finite(random / truth), Finite(truth / small)], Known: double.IsFinite(truth));
        }).Where(r => r.Known).Select(r => r.Row));
        return new ResultTable(
            "measures", "What the bounds are made of, without constants where those are not known; means over the repetitions",
            [
                "model", "measure", N("true, n = ", capacity.Plan.Sizes[0]), N("true, n = ", capacity.Plan.Sizes[last]), N("random, n = ", capacity.Plan.Sizes[last]), "random over true", "largest n over smallest",
            ],
            [.. rows]);
    }

    private static ResultTable Stability(CapacityRecord capacity) => new(
        "stability", string.Create(CultureInfo.InvariantCulture, $"{capacity.Plan.LeftOut} of {capacity.Plan.LeaveExamples} examples left out, one at a time; loss 1 − p(y | x)"),
        [
            "labels", "β seen", "largest change, mean over examples", "mean change on test examples", "change on the left-out example", "leave-one-out loss", "low", "high", "test loss", "training loss", "gap",
            "test error", "training error", "bound at least", "verdict",
        ],
        [StabilityRow(capacity, false), StabilityRow(capacity, true)]);

    private static IReadOnlyList<Cell> StabilityRow(CapacityRecord capacity, bool random)
    {
        StabilityValues values = StabilityValues.Of(capacity.Record, capacity.Plan, random);
        Sample left = Sample.Of(values.LeftOut);
        return
        [
            CapacityNames.Labels(random), values.Stability, values.Largest.Average(), values.Means.Average(), values.Changes.Average(), left.Mean, left.Low, left.High, values.TestLoss, values.TrainLoss, values.Gap,
            values.TestError, values.TrainError, values.Bound(capacity.Plan), Ends(values.Bound(capacity.Plan), above: false),
        ];
    }

    private static string N(string before, int n) => string.Create(CultureInfo.InvariantCulture, $"{before}{n}");
}
