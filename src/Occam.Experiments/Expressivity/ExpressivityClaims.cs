using Occam.Experiments.Judging;
using Occam.Numerics.Simd;
using Occam.Records;

namespace Occam.Experiments.Expressivity;

/// <summary>The claims of <see cref="ExpressivityExperiment"/>.</summary>
internal static class ExpressivityClaims
{
    private const string Theorem = "Zhang et al. 2017, arXiv 1611.03530, Theorem 1", Zhang = "Zhang et al. 2017, arXiv 1611.03530";
    private const string Met = "On every draw two different examples met in some size: give more draws=.";
    private const double UnitRoundoff = 1.0 / (1L << 53), NextToNothing = 0.1;

    private static readonly ClaimInfo Fits = new(
        "fits-any-labels", "The network in closed form gives every training example its label, true or random.", Theorem,
        "the smallest training accuracy over all sizes and labels, of the networks with one output and with one a class, is 1");

    private static readonly ClaimInfo Counts = new(
        "two-n-plus-d", "2n + d weights suffice.", Theorem, "parameters of the network with one output, less 2n + d, the largest of all, at most 0");

    private static readonly ClaimInfo Rounding = new(
        "residual-is-rounding", "What is missing to an exact fit is rounding: the backward error stays below that of forward substitution.", "Higham 2002, Theorem 8.5",
        "backward error over n·2⁻⁵³, the largest of all sizes, labels and thresholds, below 1");

    private static readonly ClaimInfo Grows = new(
        "condition-grows", "The condition number of the triangular system grows faster than the square of the number of examples.",
        "the smallest of n gaps between random points is of the order of 1/n²; Lemma 1 of Zhang et al. 2017",
        "slope of ln κ₁ over ln n, thresholds at the point before, mean over draws, above 2");

    private static readonly ClaimInfo Midpoints = new(
        "midpoints-condition-worse", "Thresholds midway between the points condition the system worse than thresholds at the point before.",
        "with midpoints each slope takes over the one before with the other sign", "log10 of κ₁ with midpoints over κ₁ with the point before, at the largest n, mean over draws, above 0");

    private static readonly ClaimInfo Memorizes = new(
        "closed-form-memorizes", "Built for true labels, the network in closed form knows next to nothing of new examples.", Zhang,
        "test accuracy at the largest n below that of guessing plus 0.1");

    private static readonly ClaimInfo Generalizes = new(
        "training-generalizes", "A network with as many weights that is trained by gradients on true labels generalizes.", Zhang,
        "test accuracy at the largest n, trained perceptron less closed form, above 0");

    private static readonly ClaimInfo Misses = new(
        "descent-misses-it", "That a fit exists does not say that descent finds it: with as many weights, training falls short of random labels in the steps that it has.",
        "a reading of Theorem 1 of Zhang et al. 2017, which is about existence alone",
        "training accuracy on random labels at the largest n, the better of the two trained networks, below fit=");

    public static IReadOnlyList<ClaimInfo> All => [Fits, Counts, Rounding, Grows, Midpoints, Memorizes, Generalizes, Misses];

    public static IReadOnlyList<Claim> Judge(RunRecord record)
    {
        ExpressivityPlan plan = ExpressivityPlan.Of(record);
        return
        [
            JudgeFits(record, plan), JudgeCounts(record, plan), JudgeRounding(record, plan), JudgeGrowth(record, plan), JudgeMidpoints(record, plan),
            JudgeMemorizing(record, plan), JudgeGeneralizing(record, plan), JudgeMissing(record, plan),
        ];
    }

    private static Claim JudgeFits(RunRecord record, ExpressivityPlan plan)
    {
        double smallest = plan.Sizes.SelectMany(n => ExpressivityNames.Labels.SelectMany(labels => ExpressivityNames.Thresholds
            .Select(t => ExpressivityNames.Number(record, t, labels, n).TrainAccuracy).Append(ExpressivityNames.Classes(record, labels, n).TrainAccuracy))).Min();
        return Fits.Decide(smallest, smallest == 1, "One output answers with the class whose number is nearest. Both places of the thresholds are counted.");
    }

    private static Claim JudgeCounts(RunRecord record, ExpressivityPlan plan)
    {
        int most = Numbers(record, plan).Max(p => p.Values.Parameters - (2 * p.Size) - record.Laboratory.Input.Size);
        return Counts.Decide(most, most <= 0, most < 0 ? "Below 0 because identical examples share a hinge." : null);
    }

    private static Claim JudgeRounding(RunRecord record, ExpressivityPlan plan)
    {
        double largest = Numbers(record, plan).Max(p => p.Values.BackwardError / (p.Size * UnitRoundoff)), residual = Numbers(record, plan).Max(p => p.Values.Residual);
        return Rounding.Decide(largest, largest < 1, $"The largest residual of any output is {residual:G3}; labels are 0 … {record.Laboratory.Data.ClassCount - 1}.");
    }

    private static Claim JudgeGrowth(RunRecord record, ExpressivityPlan plan)
    {
        if (plan.Sizes.Length < 2) return Grows.Undecided("There is one size only: give several in sizes=.");
        if (Slopes(record, plan, ExpressivityNames.Previous) is not { } slope) return Grows.Undecided(Met);
        return Grows.Above(2, slope.Mean, slope.Low, slope.High, "The interval covers the draws of the direction, not the choice of examples.");
    }

    private static Claim JudgeMidpoints(RunRecord record, ExpressivityPlan plan)
    {
        string lines = ExpressivityNames.Lines(plan.Largest);
        double[] ratios = [.. record.Result(lines, ExpressivityNames.Midpoint).Zip(record.Result(lines, ExpressivityNames.Previous), (m, p) => Elementary.Log(m / p) / Elementary.Log(10.0)).Where(double.IsFinite)];
        if (ratios.Length == 0) return Midpoints.Undecided(Met);
        Sample ratio = Sample.Of(ratios);
        return Midpoints.Above(0, ratio.Mean, ratio.Low, ratio.High, "The interval covers the draws of the direction.");
    }

    private static Claim JudgeMemorizing(RunRecord record, ExpressivityPlan plan)
    {
        double accuracy = ExpressivityNames.Number(record, plan.Thresholds, ExpressivityNames.True, plan.Largest).TestAccuracy, chance = 1.0 / record.Laboratory.Data.ClassCount, limit = chance + NextToNothing;
        (double low, double high) = Intervals.Proportion(accuracy, record.Laboratory.Data.Test!.Count);
        Verdict verdict = high < limit ? Verdict.Held : low > limit ? Verdict.Contradicted : Verdict.Undecided;
        return Memorizes.Judge(accuracy, low, high, verdict, $"Guessing would have {chance:P0}. The interval covers the choice of test examples.");
    }

    private static Claim JudgeGeneralizing(RunRecord record, ExpressivityPlan plan)
    {
        double[] trained = record.Result(ExpressivityNames.Training(ExpressivityNames.Perceptron, ExpressivityNames.True, plan.Largest), ExpressivityNames.Right);
        double[] built = record.Result(ExpressivityNames.Number(plan.Thresholds, ExpressivityNames.True, plan.Largest), ExpressivityNames.Right);
        TrainedValues values = ExpressivityNames.Training(record, ExpressivityNames.Perceptron, ExpressivityNames.True, plan.Largest);
        if (!double.IsFinite(values.TestAccuracy)) return Generalizes.Undecided("The training diverged: choose a smaller learning-rate=.");
        Sample difference = Sample.Difference(trained, built).AtLeast(Math.Sqrt(2 * Intervals.Variance(values.TestAccuracy, trained.Length)));
        return Generalizes.Above(0, difference.Mean, difference.Low, difference.High, "The interval covers the choice of test examples, pair by pair, not the seeds.");
    }

    private static Claim JudgeMissing(RunRecord record, ExpressivityPlan plan)
    {
        double[] accuracies = [.. ExpressivityNames.Trained.Select(kind => ExpressivityNames.Training(record, kind, ExpressivityNames.Random, plan.Largest).TrainAccuracy).Where(double.IsFinite)];
        if (accuracies.Length == 0) return Misses.Undecided("Both trainings diverged: choose a smaller learning-rate=.");
        double fit = record.Laboratory.FitAccuracy;
        return Misses.Decide(accuracies.Max(), accuracies.Max() < fit, "One optimizer, one learning rate, as many steps as steps= says, one seed: others may come further.");
    }

    /// <summary>Slopes of ln κ₁ over ln n, one a draw: least squares. Null with one size, or where different examples met on every draw.</summary>
    internal static Sample? Slopes(RunRecord record, ExpressivityPlan plan, string thresholds)
    {
        if (plan.Sizes.Length < 2) return null;
        double[] x = [.. plan.Sizes.Select(n => Elementary.Log((double)n))];
        double centre = x.Average(), squares = x.Sum(v => (v - centre) * (v - centre));
        double[][] conditions = [.. plan.Sizes.Select(n => record.Result(ExpressivityNames.Lines(n), thresholds))];
        double[] slopes = [.. Enumerable.Range(0, plan.Draws).Select(draw => x.Select((v, i) => (v - centre) / squares * Elementary.Log(conditions[i][draw])).Sum()).Where(double.IsFinite)];
        return slopes.Length == 0 ? null : Sample.Of(slopes);
    }

    private static IEnumerable<(int Size, ConstructedValues Values)> Numbers(RunRecord record, ExpressivityPlan plan) =>
        plan.Sizes.SelectMany(n => ExpressivityNames.Labels.SelectMany(labels => ExpressivityNames.Thresholds.Select(t => (n, ExpressivityNames.Number(record, t, labels, n)))));
}
