using System.Globalization;
using Occam.Experiments.Judging;
using Occam.Numerics.Simd;
using Occam.Records;

namespace Occam.Experiments.Capacity;

/// <summary>The claims of <see cref="CapacityExperiment"/>.</summary>
internal static class CapacityClaims
{
    private const string Zhang = "Zhang et al. 2017, arXiv 1611.03530", Derived = "derived here", Cover = "derived here from Cover 1965", Nagarajan = "Nagarajan & Kolter 2019, arXiv 1902.04742";
    private const double Fitted = 0.95, Vacuous = 1, Near = 0.1;

    private static readonly ClaimInfo FitsRandom = new(
        "network-fits-random-labels", "The network follows random labels at every n.", Zhang, "R̂, the smallest over n, above 0.95 with its interval over draws");

    private static readonly ClaimInfo LinearFalls = new(
        "linear-complexity-falls", "The linear model follows random labels less well the more there are.", Cover, "what is reached at the smallest n, less R̂ at the largest as counted from above, above 0");

    private static readonly ClaimInfo RademacherVacuous = new(
        "rademacher-bound-vacuous", "The Rademacher bound says nothing about the network at any n.", Zhang, "the bound on the gap with what is reached for R̂, the smallest over n, above 1");

    private static readonly ClaimInfo LinearSays = new(
        "linear-bound-not-vacuous", "At the largest n the same bound says something about the linear model.", Derived, "1 less the bound on its gap, with R̂ as counted from above, above 0");

    private static readonly ClaimInfo VapnikVacuous = new(
        "vc-bound-vacuous", "The bound by the growth function says nothing about any model at any n.", Derived, "the bound on the gap, the smallest over models and n, above 1");

    private static readonly ClaimInfo NormsVacuous = new(
        "norm-bounds-vacuous", "The bounds by norms and margins say nothing about any model that fits the true labels.", Nagarajan,
        "the bound on the gap on true labels, the smallest over models, n, norms and repetitions, above 1");

    private static readonly ClaimInfo NormsLarger = new(
        "norms-larger-random", "Every norm over its margin is larger after training on random labels.", "Bartlett et al. 2017, arXiv 1706.08498",
        "random over true at the largest n, geometric mean over repetitions, the smallest over measures, above 1");

    private static readonly ClaimInfo NormsGrow = new(
        "norm-bounds-grow", "With more examples the gap falls and what the norm bounds are made of rises.", Nagarajan,
        "the bounds' complexity on true labels at the largest n over that at the smallest, the smallest over measures, above 1, while the gap falls");

    private static readonly ClaimInfo StabilityVacuous = new(
        "stability-bound-vacuous", "The bound by uniform stability says nothing about the network.", Derived, "the bound with the largest change that was seen, on true labels, above 1");

    private static readonly ClaimInfo LessStable = new(
        "random-labels-less-stable", "Leaving an example out changes the answers more when labels are random.", "Chatterjee & Zielinski 2022, arXiv 2203.10036",
        "mean change of the loss on test examples, random less true, mean over the left-out examples, above 0");

    private static readonly ClaimInfo LeaveOneOutIsTest = new(
        "leave-one-out-is-test-loss", "The loss on left-out examples is the test loss.", "Bousquet & Elisseeff 2002, JMLR 2",
        "mean loss on left-out examples less test loss on true labels, the whole interval within ± 0.1");

    private static readonly ClaimInfo AboveGap = new(
        "no-bound-below-gap", "No bound lies below the gap that was measured.", "what a bound means", "bound less gap, the smallest over bounds, models, n, labels and repetitions, above 0");

    public static IReadOnlyList<ClaimInfo> All =>
        [FitsRandom, LinearFalls, RademacherVacuous, LinearSays, VapnikVacuous, NormsVacuous, NormsLarger, NormsGrow, StabilityVacuous, LessStable, LeaveOneOutIsTest, AboveGap];

    public static IReadOnlyList<Claim> Judge(CapacityRecord capacity)
    {
        StabilityValues truth = StabilityValues.Of(capacity.Record, capacity.Plan, random: false), random = StabilityValues.Of(capacity.Record, capacity.Plan, random: true);
        return
        [
            JudgeFits(capacity), JudgeLinearFalls(capacity), JudgeRademacher(capacity), JudgeLinear(capacity), JudgeVapnik(capacity), JudgeNorms(capacity), JudgeLarger(capacity), JudgeGrow(capacity),
            JudgeStability(capacity.Plan, truth), JudgeLessStable(truth, random), JudgeLeaveOneOut(truth), JudgeAbove(capacity, truth, random),
        ];
    }

    private static IEnumerable<int> Sizes(CapacityRecord capacity) => Enumerable.Range(0, capacity.Plan.Sizes.Length);

    private static string At(CapacityRecord capacity, int size) => string.Create(CultureInfo.InvariantCulture, $"At n = {capacity.Plan.Sizes[size]}.");

    private static Claim JudgeFits(CapacityRecord capacity)
    {
        int worst = Sizes(capacity).MinBy(s => capacity.Complexity(0, s).Low);
        Sample sample = capacity.Complexity(0, worst);
        Claim judged = FitsRandom.Above(Fitted, sample.Mean, sample.Low, sample.High, At(capacity, worst));
        // Training reaches a lower bound of the supremum, so what it does not reach may be there all the same.
        return judged.Verdict != Verdict.Contradicted ? judged
            : FitsRandom.Judge(sample.Mean, sample.Low, sample.High, Verdict.Undecided, $"{At(capacity, worst)} Training falls short of the best fit; more steps= may reach it.");
    }

    private static Claim JudgeLinearFalls(CapacityRecord capacity)
    {
        if (capacity.Plan.LinearModel < 0) return LinearFalls.Undecided("There is no linear model: networks=linear@0.05.");
        int model = capacity.Plan.LinearModel, last = capacity.Plan.Sizes.Length - 1;
        Sample few = capacity.Complexity(model, 0), many = capacity.Complexity(model, last);
        double most = capacity.ComplexityAtMost(model, last);
        string note = string.Create(CultureInfo.InvariantCulture, $"R̂ is at least {few.Low:0.###} at the smallest n; at the largest it is between {many.Low:0.###}, which is reached, and {most:0.###}, which is counted.");
        return LinearFalls.Above(0, few.Mean - most, few.Low - most, capacity.ComplexityAtMost(model, 0) - many.Low, note);
    }

    /// <summary>The bound with what is reached, with the low end of that, and with what is counted: what the theorem says lies between the last two.</summary>
    private static (double Value, double Low, double High) Rademacher(CapacityRecord capacity, int model, int size)
    {
        Sample reached = capacity.Complexity(model, size);
        double bound = capacity.Bound(CapacityBound.RademacherFitted, model, size, false, 1);
        return (bound, bound + reached.Low - reached.Mean, capacity.Bound(CapacityBound.Rademacher, model, size, false, 1));
    }

    private static Claim JudgeRademacher(CapacityRecord capacity)
    {
        int lowest = Sizes(capacity).MinBy(s => Rademacher(capacity, 0, s).Low);
        (double value, double low, double high) = Rademacher(capacity, 0, lowest);
        string note = high > value ? string.Create(CultureInfo.InvariantCulture, $" What is reached may fall short: counting allows {high:0.###}.") : "";
        return RademacherVacuous.Above(Vacuous, value, low, high, At(capacity, lowest) + note);
    }

    private static Claim JudgeLinear(CapacityRecord capacity)
    {
        if (capacity.Plan.LinearModel < 0) return LinearSays.Undecided("There is no linear model: networks=linear@0.05.");
        (double value, double low, double high) = Rademacher(capacity, capacity.Plan.LinearModel, capacity.Plan.Sizes.Length - 1);
        string note = string.Create(CultureInfo.InvariantCulture, $"The bound is at least {low:0.###}, by what is reached ({value:0.###} with the mean), and at most {high:0.###}, by counting.");
        return LinearSays.Above(0, Vacuous - high, Vacuous - high, Vacuous - low, note);
    }

    private static Claim JudgeVapnik(CapacityRecord capacity)
    {
        (int Model, int Size, double Bound)[] bounds =
            [.. capacity.Plan.Models.SelectMany((_, m) => Sizes(capacity).Select(s => (m, s, capacity.Bound(CapacityBound.VapnikChervonenkis, m, s, false, 1)))).Where(b => double.IsFinite(b.Item3))];
        if (bounds.Length == 0) return VapnikVacuous.Undecided("No network has ReLU and max-pooling only, for which a bound is known.");
        (int model, int size, double bound) = bounds.MinBy(b => b.Bound);
        return VapnikVacuous.Decide(bound, bound > Vacuous, $"{At(capacity, size)} Model: {capacity.Plan.Models[model]}.");
    }

    private static Claim JudgeNorms(CapacityRecord capacity)
    {
        (double Bound, int Model, int Size, CapacityBound Kind)[] bounds =
        [
            .. from kind in (CapacityBound[])[CapacityBound.Frobenius, CapacityBound.Path]
               from model in Enumerable.Range(0, capacity.Plan.Models.Length)
               from size in Sizes(capacity)
               from repetition in Enumerable.Range(1, capacity.Plan.Repetitions)
               where capacity.Fit(model, size, false, repetition).TrainError == 0
               let bound = capacity.Bound(kind, model, size, false, repetition)
               where double.IsFinite(bound)
               select (bound, model, size, kind),
        ];
        if (bounds.Length == 0) return NormsVacuous.Undecided("No fully connected network fitted the true labels.");
        (double smallest, int at, int n, CapacityBound which) = bounds.MinBy(b => b.Bound);
        string note = $"{At(capacity, n)} Model: {capacity.Plan.Models[at]}, {CapacityTables.NameOf(which)}.";
        return NormsVacuous.Decide(smallest, smallest > Vacuous, note);
    }

    private static Claim JudgeLarger(CapacityRecord capacity) => Smallest(
        NormsLarger, Enum.GetValues<CapacityMeasure>(), m => capacity.LogRatios(m, 0, capacity.Plan.Sizes.Length - 1), "random labels were not fitted, or the network is not fully connected");

    private static Claim JudgeGrow(CapacityRecord capacity)
    {
        int last = capacity.Plan.Sizes.Length - 1;
        Claim judged = Smallest(
            NormsGrow, [CapacityMeasure.Frobenius, CapacityMeasure.Path, CapacityMeasure.Bartlett, CapacityMeasure.Neyshabur], m => capacity.LogGrowthWithExamples(m, 0),
            "true labels were not fitted, or the network is not fully connected");
        double first = capacity.Mean(r => capacity.Fit(0, 0, false, r).Gap), end = capacity.Mean(r => capacity.Fit(0, last, false, r).Gap);
        string note = string.Create(CultureInfo.InvariantCulture, $"{judged.Note} Gap: {first:0.###} at the smallest n, {end:0.###} at the largest.").Trim();
        return judged.Verdict == Verdict.Held && end >= first
            ? NormsGrow.Judge(judged.Measured!.Value, judged.Low, judged.High, Verdict.Contradicted, note)
            : judged with { Note = note };
    }

    /// <summary>The measure whose ratio has the lowest interval; intervals hold for all measures at once, because one of them is picked.</summary>
    private static Claim Smallest(ClaimInfo claim, CapacityMeasure[] measures, Func<CapacityMeasure, double[]> logarithms, string why)
    {
        (CapacityMeasure Measure, double[] Logs)[] all = [.. measures.Select(m => (m, logarithms(m)))];
        if (all.Any(a => a.Logs.Length == 0)) return claim.Undecided($"Some measures are missing: {why}.");
        (CapacityMeasure measure, Sample logs) = all.Select(a => (a.Measure, Sample.Of(a.Logs, measures.Length))).MinBy(a => a.Item2.Low);
        return claim.Above(1, Elementary.Exp(logs.Mean), Elementary.Exp(logs.Low), Elementary.Exp(logs.High), $"The smallest is that of {CapacityTables.NameOf(measure)}.");
    }

    private static Claim JudgeStability(CapacityPlan plan, StabilityValues truth)
    {
        double bound = truth.Bound(plan);
        string note = string.Create(CultureInfo.InvariantCulture, $"Largest change of {plan.LeftOut} examples left out: {truth.Stability:G3}. The supremum is at least that.");
        // The supremum may be larger than what was seen, so a small bound would prove nothing.
        return StabilityVacuous.Judge(bound, null, null, bound > Vacuous ? Verdict.Held : Verdict.Undecided, note);
    }

    private static Claim JudgeLessStable(StabilityValues truth, StabilityValues random)
    {
        Sample difference = Sample.Difference(random.Means, truth.Means);
        return LessStable.Above(0, difference.Mean, difference.Low, difference.High);
    }

    private static Claim JudgeLeaveOneOut(StabilityValues truth)
    {
        Sample sample = Sample.Of([.. truth.LeftOut.Select(l => l - truth.TestLoss)]);
        Verdict verdict = sample.Low > -Near && sample.High < Near ? Verdict.Held : sample.High < -Near || sample.Low > Near ? Verdict.Contradicted : Verdict.Undecided;
        return LeaveOneOutIsTest.Judge(sample.Mean, sample.Low, sample.High, verdict, string.Create(CultureInfo.InvariantCulture, $"Test loss {truth.TestLoss:0.###}."));
    }

    private static Claim JudgeAbove(CapacityRecord capacity, StabilityValues truth, StabilityValues random)
    {
        (double Value, double Low, double High, string Where)[] proven =
        [
            .. from bound in Enum.GetValues<CapacityBound>()
               where bound != CapacityBound.RademacherFitted
               from model in Enumerable.Range(0, capacity.Plan.Models.Length)
               from size in Sizes(capacity)
               from labels in (bool[])[false, true]
               from repetition in Enumerable.Range(1, capacity.Plan.Repetitions)
               let value = capacity.Bound(bound, model, size, labels, repetition)
               where double.IsFinite(value)
               let gap = capacity.Gap(model, size, labels, repetition)
               select (value - gap.Value, value - gap.High, value - gap.Low, $"{CapacityTables.NameOf(bound)}, {capacity.Plan.Models[model]}, {CapacityNames.Labels(labels)} labels. {At(capacity, size)}"),
        ];
        (double smallest, double low, double high, string where) = proven.MinBy(d => d.Low);
        Claim judged = AboveGap.Above(0, smallest, low, high, $"The smallest is that of {where}");
        (double seen, bool tossed) = ((StabilityValues[])[truth, random]).Select(v => (v.Bound(capacity.Plan) - v.Gap, v == random)).Min();
        // β is from below, so that bound may be larger: above the gap it is there all the more, below it nothing follows.
        return judged.Verdict == Verdict.Contradicted || seen >= low ? judged
            : AboveGap.Judge(seen, seen, null, seen > 0 ? Verdict.Held : Verdict.Undecided, $"The smallest is that of uniform stability, {CapacityNames.Labels(tossed)} labels, at least, because β is what was seen.");
    }
}
