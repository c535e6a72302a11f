using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Measures.Coherence;
using Occam.Numerics.Simd;
using Occam.Records;

namespace Occam.Experiments.EasyAndHard;

/// <summary>The claims of <see cref="EasyHardExperiment"/>.</summary>
internal static class EasyHardClaims
{
    private const string Coherent2020 = "Chatterjee 2020, arXiv 2002.10657", WeakStrong2020 = "Zielinski, Krishnan & Chatterjee 2020, arXiv 2003.07422";

    private static readonly ClaimInfo PristineFirst = new(
        "pristine-first", "Pristine examples reach an accuracy before corrupted ones.", Coherent2020,
        "steps to 30, 50, 70, 90 % of the group, corrupt over pristine: the geometric mean above 1");

    private static readonly ClaimInfo Earlier = new(
        "pristine-learnt-earlier", "Example by example, the pristine one is learnt before the corrupted one.", Coherent2020,
        "probability that of a random pair the pristine example has the earlier learning time, above 0.5");

    private static readonly ClaimInfo RulesEarly = new(
        "pristine-rule-early", "At first the pristine examples rule the gradient.", Coherent2020,
        "their share of the squared gradient minus that of random designations, averaged until half of them are fitted, above 0");

    private static readonly ClaimInfo TakesOver = new(
        "corrupt-take-over", "In the end the corrupted examples rule the gradient.", Coherent2020,
        "their share of the squared gradient minus that of random designations, averaged from when half of them are fitted, above 0");

    private static readonly ClaimInfo AsTrue = new(
        "pristine-as-without-noise", "Pristine examples are learnt about as fast as if no label were corrupted.", Coherent2020,
        "steps to 30, 50, 70, 90 % of the group over those with true labels: the geometric mean between 1/2 and 2");

    private static readonly ClaimInfo AsRandom = new(
        "corrupt-as-all-random", "Corrupted examples are learnt about as fast as if all labels were corrupted.", Coherent2020,
        "steps to 30, 50, 70, 90 % of the group over those with random labels: the geometric mean between 1/2 and 2");

    private static readonly ClaimInfo EasyAgree = new(
        "easy-agree-more", "Easy examples agree more among themselves than hard ones.", WeakStrong2020,
        "coherence without the diagonal, easy minus hard, averaged over the ends of half an epoch, one and two epochs, above 0");

    private static readonly ClaimInfo OrderRepeats = new(
        "order-repeats", "The order of learning belongs to the examples: it repeats with another seed.", WeakStrong2020,
        "rank correlation of the learning times in two trainings on true labels above 0.5: the example then says more about the rank than the seed");

    public static IReadOnlyList<double> Levels { get; } = [0.3, 0.5, 0.7, 0.9];

    public static IReadOnlyList<ClaimInfo> All => [PristineFirst, Earlier, RulesEarly, TakesOver, AsTrue, AsRandom, EasyAgree, OrderRepeats];

    public static IReadOnlyList<Claim> Judge(RunRecord record)
    {
        TrialPlan mixed = record.Trial(EasyHardExperiment.CorruptedSeries);
        Curve curve = record[mixed];
        return
        [
            JudgeFirst(curve), JudgeEarlier(record, mixed), ShareClaims.JudgeEarly(RulesEarly, curve), ShareClaims.JudgeLate(TakesOver, curve),
            JudgeRate(AsTrue, curve, EasyHardExperiment.Pristine, record[record.Trial(Corruptions.TrueSeries)], Corruptions.TrueSeries),
            JudgeRate(AsRandom, curve, EasyHardExperiment.Corrupt, record[record.Trial(Corruptions.RandomSeries)], Corruptions.RandomSeries),
            JudgeEasy(record), JudgeOrder(record),
        ];
    }

    /// <summary>The metric with a group's accuracy.</summary>
    internal static string AccuracyOf(string group) => $"{group}_accuracy";

    private static Claim JudgeFirst(Curve curve)
    {
        if (StepsOver(curve, AccuracyOf(EasyHardExperiment.Corrupt), curve, AccuracyOf(EasyHardExperiment.Pristine)) is not { } ratio)
            return PristineFirst.Undecided("One of the groups did not reach 30, 50, 70 and 90 %.");
        return PristineFirst.Above(1, ratio.Ratio, ratio.Low, ratio.High);
    }

    private static Claim JudgeRate(ClaimInfo claim, Curve curve, string group, Curve reference, string series)
    {
        if (StepsOver(curve, AccuracyOf(group), reference, MetricNames.TrainAccuracy) is not { } ratio)
            return claim.Undecided($"The {group} examples or the training '{series}' did not reach 30, 50, 70 and 90 %.");
        Verdict verdict = ratio.Low > 0.5 && ratio.High < 2 ? Verdict.Held : ratio.High < 0.5 || ratio.Low > 2 ? Verdict.Contradicted : Verdict.Undecided;
        return claim.Judge(ratio.Ratio, ratio.Low, ratio.High, verdict);
    }

    /// <summary>The geometric mean over the levels of the steps that one metric takes over those of another, with the bounds that the observations allow.</summary>
    private static (double Ratio, double Low, double High)? StepsOver(Curve slow, string slowMetric, Curve fast, string fastMetric)
    {
        double ratio = 0, low = 0, high = 0;
        foreach (double level in Levels)
        {
            if (FitClaims.StepsRatio(slow, slowMetric, fast, fastMetric, level) is not { } at) return null;
            ratio += Elementary.Log(at.Ratio) / Levels.Count;
            low += Elementary.Log(at.Low) / Levels.Count;
            high += Elementary.Log(at.High) / Levels.Count;
        }

        return (Elementary.Exp(ratio), Elementary.Exp(low), Elementary.Exp(high));
    }

    private static Claim JudgeEarlier(RunRecord record, TrialPlan mixed)
    {
        double[] times = record.Array(mixed, HistoryWatch.LearningTime), selected = record.Array(mixed, EasyHardExperiment.SelectedArray);
        double[] pristine = [.. times.Where((_, i) => selected[i] == 0)], corrupt = [.. times.Where((_, i) => selected[i] == 1)];
        (double probability, double low, double high) = RankStatistics.Precedes(pristine, corrupt);
        if (double.IsNaN(probability)) return Earlier.Undecided("A group has fewer than two examples.");
        return Earlier.Above(0.5, probability, low, high, $"Median learning times: {Median(pristine)} and {Median(corrupt)} steps.");
    }

    private static Claim JudgeEasy(RunRecord record)
    {
        double[] easy = EasyHardTables.Of(record, "easy", MCoherence.OffDiagonal), hard = EasyHardTables.Of(record, "hard", MCoherence.OffDiagonal);
        double[] easyErrors = EasyHardTables.Of(record, "easy", MCoherence.OffDiagonal + "_error"), hardErrors = EasyHardTables.Of(record, "hard", MCoherence.OffDiagonal + "_error");
        double[] sizes = record.Result(EasyHardCoherence.Name, EasyHardCoherence.Sizes);
        double difference = easy.Average() - hard.Average();
        if (!double.IsFinite(difference)) return EasyAgree.Undecided($"There are {sizes[0]} easy and {sizes[1]} hard examples; it takes three of each.");
        // The short trainings share their examples, so their errors are taken as fully correlated: the widest that the interval can be.
        double half = Intervals.Z * easyErrors.Zip(hardErrors, (e, h) => Math.Sqrt((e * e) + (h * h))).Average();
        return EasyAgree.Above(0, difference, difference - half, difference + half, $"{sizes[0]} easy and {sizes[1]} hard examples: coherence {easy.Average():0.####} and {hard.Average():0.####}.");
    }

    private static Claim JudgeOrder(RunRecord record)
    {
        double[] first = record.Array(record.Trial(Corruptions.TrueSeries), HistoryWatch.LearningTime);
        double[] second = record.Array(record.Trial(EasyHardExperiment.RepeatedSeries), HistoryWatch.LearningTime);
        (double correlation, double low, double high) = RankStatistics.Spearman(first, second);
        if (double.IsNaN(correlation)) return OrderRepeats.Undecided("There are too few examples, or all were learnt at once.");
        return OrderRepeats.Above(0.5, correlation, low, high, $"Without any common order, 95 % of correlations lie within ±{Intervals.Z / Math.Sqrt(first.Length - 1):0.###}.");
    }

    /// <summary>The median in words; an example that was not learnt comes last.</summary>
    private static string Median(double[] times)
    {
        double[] sorted = [.. times.Select(t => double.IsNaN(t) ? double.PositiveInfinity : t).Order()];
        double middle = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return double.IsFinite(middle) ? $"{middle:0.#}" : "more than all";
    }
}
