using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records;

namespace Occam.Experiments.Suppression;

/// <summary>The claims of <see cref="SuppressionExperiment"/>.</summary>
internal static class SuppressionClaims
{
    private const string Chatterjee = "Chatterjee 2020, arXiv 2002.10657", Zielinski = "Zielinski et al. 2020, arXiv 2003.07422", Foret = "expected here of Foret et al. 2021, arXiv 2010.01412";
    private const double Suppressing = 2, Alike = 0.05;

    private static readonly ClaimInfo Falls = new(
        "overfit-falls", "The more is winsorized, the less is overfitted.", Chatterjee,
        "the fall of overfit per step of c in the list, by least squares, averaged over noise levels, above 0");

    private static readonly ClaimInfo Proper = new(
        "winsorized-below-proper", "Winsorized from c = 2 on, training accuracy does not pass the proper accuracy.", Chatterjee,
        "proper accuracy 1 − e less the largest training accuracy, the smallest over c from 2 on and noise levels, above 0");

    private static readonly ClaimInfo PlainPasses = new(
        "sgd-passes-proper", "Plain descent passes the proper accuracy: it memorizes wrong labels.", Chatterjee,
        "largest training accuracy less 1 − e, the smallest over noise levels, above 0");

    private static readonly ClaimInfo WinsorizedBetter = new(
        "winsorized-generalizes-better", "With label noise, winsorizing raises test accuracy.", Chatterjee,
        "test accuracy at the end, mean over c from 2 on, less that of plain descent, averaged over noise levels below 1, above 0");

    private static readonly ClaimInfo RollingBetter = new(
        "rm3-generalizes-better", "With label noise, RM3 raises test accuracy.", Zielinski,
        "test accuracy at the end less that of plain descent, averaged over noise levels below 1, above 0");

    private static readonly ClaimInfo RollingSuppresses = new(
        "rm3-suppresses", "RM3 suppresses memorization.", Zielinski, "accuracy on changed labels of plain descent less that of RM3, averaged over noise levels, above 0");

    private static readonly ClaimInfo GroupsSuppress = new(
        "m3-suppresses", "M3 suppresses memorization.", Zielinski, "accuracy on changed labels of plain descent less that of M3, averaged over noise levels, above 0");

    private static readonly ClaimInfo AverageDoesNot = new(
        "ra3-does-not", "The rolling average, RM3's control, does not suppress memorization.", Zielinski,
        "accuracy on changed labels of plain descent less that of RA3, averaged over noise levels, below 0.05");

    private static readonly ClaimInfo SharpnessBetween = new(
        "sam-between", "SAM memorizes less than plain descent and more than the strongest winsorizing.", Foret,
        "the smaller of the two differences in accuracy on changed labels, averaged over noise levels, above 0");

    public static IReadOnlyList<ClaimInfo> All =>
        [Falls, Proper, PlainPasses, WinsorizedBetter, RollingBetter, RollingSuppresses, GroupsSuppress, AverageDoesNot, SharpnessBetween];

    public static IReadOnlyList<Claim> Judge(RunRecord record) =>
    [
        JudgeTrend(record),
        Excess(record, Proper, t => t.Settings.Rule.Name == "winsorized" && t.Settings.Rule.Amount >= Suppressing, -1),
        Excess(record, PlainPasses, t => t.Settings.Rule.Name == "mean", 1),
        Better(record, WinsorizedBetter, level => [.. level.Where(t => t.Settings.Rule.Name == "winsorized" && t.Settings.Rule.Amount >= Suppressing)]),
        Better(record, RollingBetter, level => [.. level.Where(t => t.Settings.Rule.Name == "rm3")]),
        Suppresses(record, RollingSuppresses, "rm3"),
        Suppresses(record, GroupsSuppress, "m3"),
        JudgeControl(record),
        JudgeSharpness(record),
    ];

    private static Claim JudgeTrend(RunRecord record)
    {
        List<(double, double)> falls = [];
        List<string> kinks = [];
        foreach (IReadOnlyList<TrialPlan> level in SuppressionNames.NoisyLevels(record))
        {
            IReadOnlyList<TrialPlan> trials = SuppressionNames.ByPercentile(level);
            if (trials.Count < 3 || trials.Any(t => Overfit.Of(record, t) is null)) return Falls.Undecided("It needs a test set and three percentiles at least, plain descent among them as c = 0.");
            (double Value, double Error)[] overfits = [.. trials.Select(t => Overfit.Of(record, t)!.Value)];
            double middle = (trials.Count - 1) / 2.0, squares = overfits.Select((_, i) => (i - middle) * (i - middle)).Sum();
            double slope = -overfits.Select((o, i) => (i - middle) * o.Value).Sum() / squares;
            falls.Add((slope, Math.Sqrt(overfits.Select((o, i) => (i - middle) * (i - middle) * o.Error * o.Error).Sum()) / squares));
            for (int i = 1; i < overfits.Length; i++)
            {
                if (overfits[i].Value >= overfits[i - 1].Value) kinks.Add($"'{trials[i].Series}' overfits no less than '{trials[i - 1].Series}'");
            }
        }

        return Above(Falls, 0, falls, kinks.Count == 0 ? "Overfit falls at every step of c." : $"Not at every step: {string.Join("; ", kinks)}.");
    }

    /// <summary>sign · (largest training accuracy − proper accuracy), the smallest over the trainings chosen, with Wilson's interval of the accuracy.</summary>
    private static Claim Excess(RunRecord record, ClaimInfo claim, Func<TrialPlan, bool> chosen, int sign)
    {
        TrialPlan[] trials = [.. SuppressionNames.NoisyLevels(record).SelectMany(l => l).Where(chosen)];
        if (trials.Length == 0) return claim.Undecided("No training with wrong labels follows that rule.");
        double Of(TrialPlan t) => sign * (record[t].Largest(MetricNames.TrainAccuracy) - Overfit.ProperAccuracy(record, t));
        TrialPlan worst = trials.MinBy(Of)!;
        (double low, double high) = Intervals.Proportion(record[worst].Largest(MetricNames.TrainAccuracy), record.Laboratory.Probe);
        double a = sign * (low - Overfit.ProperAccuracy(record, worst)), b = sign * (high - Overfit.ProperAccuracy(record, worst));
        return claim.Above(0, Of(worst), Math.Min(a, b), Math.Max(a, b), $"In '{worst.Series}'; proper accuracy {Overfit.ProperAccuracy(record, worst):P1}.");
    }

    private static Claim Better(RunRecord record, ClaimInfo claim, Func<IReadOnlyList<TrialPlan>, IReadOnlyList<TrialPlan>> chosen)
    {
        List<(double, double)> differences = [];
        foreach (IReadOnlyList<TrialPlan> level in SuppressionNames.NoisyLevels(record))
        {
            // With every label selected there is nothing that a test could show.
            if (level[0].EffectiveNoise >= 1 - (1.5 / level[0].Train.ClassCount)) continue;
            if (SuppressionNames.Find(level, "mean") is not { Test: { } test } plain || chosen(level) is not { Count: > 0 } others) return claim.Undecided("It needs a test set, plain descent and that rule.");
            double accuracy = record[plain].Last(MetricNames.TestAccuracy), other = others.Average(t => record[t].Last(MetricNames.TestAccuracy));
            differences.Add((other - accuracy, Math.Sqrt(((accuracy * (1 - accuracy)) + (other * (1 - other))) / test.Count)));
        }

        return Above(claim, 0, differences, null);
    }

    private static Claim Suppresses(RunRecord record, ClaimInfo claim, string rule) =>
        Less(record, "mean", rule) is { } differences ? Above(claim, 0, differences, null) : claim.Undecided($"It needs plain descent and {rule}, with wrong labels.");

    private static Claim JudgeControl(RunRecord record)
    {
        if (Less(record, "mean", "ra3") is not { Count: > 0 } differences) return AverageDoesNot.Undecided("It needs plain descent and ra3, with wrong labels.");
        (double mean, double low, double high) = Average(differences);
        return AverageDoesNot.Judge(mean, low, high, high < Alike ? Verdict.Held : low > Alike ? Verdict.Contradicted : Verdict.Undecided);
    }

    private static Claim JudgeSharpness(RunRecord record)
    {
        if (Less(record, "mean", "sam") is not { Count: > 0 } below || Less(record, "sam", "winsorized") is not { Count: > 0 } above)
            return SharpnessBetween.Undecided("It needs plain descent, sam and winsorized, with wrong labels.");
        (double Mean, double Low, double High) first = Average(below), second = Average(above), smaller = first.Mean < second.Mean ? first : second;
        Verdict verdict = first.Low > 0 && second.Low > 0 ? Verdict.Held : first.High < 0 || second.High < 0 ? Verdict.Contradicted : Verdict.Undecided;
        return SharpnessBetween.Judge(smaller.Mean, smaller.Low, smaller.High, verdict, $"Plain descent less SAM: {first.Mean:F3}; SAM less winsorized: {second.Mean:F3}.");
    }

    /// <summary>Accuracy on changed labels of one rule less that of another (of winsorized ones the strongest), at each noise level; null where one is missing.</summary>
    private static List<(double Value, double Error)>? Less(RunRecord record, string more, string less)
    {
        List<(double, double)> differences = [];
        foreach (IReadOnlyList<TrialPlan> level in SuppressionNames.NoisyLevels(record))
        {
            if (SuppressionNames.Find(level, more) is not { } a || level.Where(t => t.Settings.Rule.Name == less).MaxBy(t => t.Settings.Rule.Amount) is not { } b) return null;
            double memorizedA = record[a].Last(SuppressionNames.CorruptAccuracy), memorizedB = record[b].Last(SuppressionNames.CorruptAccuracy);
            double examples = Math.Max(1, Overfit.Changed(record, a) * record.Laboratory.Probe);
            differences.Add((memorizedA - memorizedB, Math.Sqrt(Intervals.Variance(memorizedA, examples) + Intervals.Variance(memorizedB, examples))));
        }

        return differences;
    }

    private static Claim Above(ClaimInfo claim, double threshold, List<(double, double)> parts, string? note)
    {
        if (parts.Count == 0) return claim.Undecided("No noise level can be judged: give corruptions between 0 and 1.");
        (double mean, double low, double high) = Average(parts);
        return claim.Above(threshold, mean, low, high, note);
    }

    /// <summary>The levels share test examples and true labels, so their errors are taken as fully correlated: the widest that the interval can be.</summary>
    private static (double Mean, double Low, double High) Average(List<(double Value, double Error)> parts)
    {
        double mean = parts.Average(p => p.Value), half = Intervals.Z * parts.Average(p => p.Error);
        return (mean, mean - half, mean + half);
    }
}
