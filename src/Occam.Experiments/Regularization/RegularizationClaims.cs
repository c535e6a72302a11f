using System.Globalization;
using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records;

namespace Occam.Experiments.Regularization;

/// <summary>The claims of <see cref="RegularizationExperiment"/>.</summary>
internal static class RegularizationClaims
{
    private const double Little = 0.2, SmallGain = 0.02;
    private const string Zhang = "Zhang et al. 2017, arXiv 1611.03530", Appendix = Zhang + ", section 3 and appendix, Table 4";

    private static readonly ClaimInfo ChangeLittle = new(
        "regularizers-change-little", "Switching a regularizer changes test accuracy little, compared with taking the truth out of the labels.", Zhang + ", Table 1",
        "a fifth of the gap in test accuracy between true and random labels, less the change by a regularizer; the smallest over the grid above 0");

    private static readonly ClaimInfo WithDecay = new(
        "random-fitted-with-weight-decay", "Random labels are fitted with weight decay on.", Appendix, "the smallest training accuracy at least 'fit' (99 %)");

    private static readonly ClaimInfo WithDropout = new(
        "random-fitted-with-dropout", "Random labels are fitted with dropout on.", Zhang + ", Table 2", "the smallest training accuracy at least 'fit' (99 %)");

    private static readonly ClaimInfo WithAugmentation = new(
        "random-fitted-with-augmentation", "Random labels are fitted with augmentation on.", Appendix, "the smallest training accuracy at least 'fit' (99 %)");

    private static readonly ClaimInfo EarlyStopping = new(
        "early-stopping-gains-little", "Stopping early would have gained little test accuracy.", Zhang + ", section 3 and Fig. 2",
        "best less last test accuracy on true labels without regularizers, the largest over networks, below 0.02");

    public static IReadOnlyList<ClaimInfo> All => [ChangeLittle, WithDecay, WithDropout, WithAugmentation, EarlyStopping];

    public static IReadOnlyList<Claim> Judge(RunRecord record) =>
    [
        JudgeChanges(record), Fitted(record, WithDecay, r => r.WeightDecay), Fitted(record, WithDropout, r => r.Dropout), Fitted(record, WithAugmentation, r => r.Augmentation),
        JudgeEarlyStopping(record),
    ];

    private static Claim JudgeChanges(RunRecord record)
    {
        if (record.Trials[0].Test is not { } test) return ChangeLittle.Undecided("There is no test set.");
        List<(double Value, double Error, string Series, double Change, double Gap)> cells = [];
        List<TrialPlan> concerned = [];
        foreach (RegularizationGrid grid in RegularizationGrid.All(record))
        {
            if (grid.Plain(random: false) is not { } plain || grid.Plain(random: true) is not { } random) continue;
            double a = record[plain].Last(MetricNames.TestAccuracy), r = record[random].Last(MetricNames.TestAccuracy);
            TrialPlan[] changed = [.. grid.OnTrue.Where(t => t != plain)];
            if (changed.Length > 0) concerned.AddRange([plain, .. changed, random]);
            foreach (TrialPlan trial in changed)
            {
                double c = record[trial].Last(MetricNames.TestAccuracy), sign = c >= a ? 1 : -1;
                double error = Math.Sqrt(((Little + sign) * (Little + sign) * Intervals.Variance(a, test.Count)) + (Little * Little * Intervals.Variance(r, test.Count)) + Intervals.Variance(c, test.Count));
                cells.Add(((Little * (a - r)) - Math.Abs(c - a), error, trial.Series, c - a, a - r));
            }
        }

        if (cells.Count == 0) return ChangeLittle.Undecided("It needs trainings with and without a regularizer on true labels, and one without on random labels.");
        (double value, double deviation, string series, double change, double gap) = cells.MinBy(c => c.Value);
        double half = Intervals.Simultaneous(cells.Count) * deviation;
        string note = string.Create(CultureInfo.InvariantCulture, $"In '{series}': a change of {change:F3} beside a gap of {gap:F3}.");
        return UnlessUnfitted(record, concerned, ChangeLittle.Above(0, value, value - half, value + half, note), "so the changes and the gap are not those of fitted networks");
    }

    private static Claim Fitted(RunRecord record, ClaimInfo claim, Func<Regularizers, bool> on)
    {
        TrialPlan[] trials = [.. RegularizationGrid.All(record).SelectMany(g => g.OnRandom).Where(t => on(Regularizers.Of(record.Laboratory, t)))];
        return trials.Length == 0 ? claim.Undecided("No training on random labels has it.") : FitClaims.Fits(claim, record, trials.MinBy(t => record[t].Largest(MetricNames.TrainAccuracy))!);
    }

    private static Claim JudgeEarlyStopping(RunRecord record)
    {
        TrialPlan[] plain = [.. RegularizationGrid.All(record).Select(g => g.Plain(random: false)).OfType<TrialPlan>()];
        if (plain.Length == 0 || plain[0].Test is not { } test) return EarlyStopping.Undecided("It needs a test set and a training on true labels without regularizers.");
        TrialPlan most = plain.MaxBy(Gain)!;
        double last = record[most].Last(MetricNames.TestAccuracy), gain = Gain(most);
        double half = Intervals.Z * Math.Sqrt(Intervals.Variance(last, test.Count) + Intervals.Variance(last + gain, test.Count));
        Verdict verdict = gain + half < SmallGain ? Verdict.Held : gain - half > SmallGain ? Verdict.Contradicted : Verdict.Undecided;
        Claim judged = EarlyStopping.Judge(gain, gain - half, gain + half, verdict, $"In '{most.Series}'.");
        return UnlessUnfitted(record, plain, judged, "so the last step may be early too");

        double Gain(TrialPlan t) => record[t].Largest(MetricNames.TestAccuracy) - record[t].Last(MetricNames.TestAccuracy);
    }

    /// <summary>A claim about what training leads to is not judged by trainings that were not over.</summary>
    private static Claim UnlessUnfitted(RunRecord record, IReadOnlyList<TrialPlan> concerned, Claim judged, string therefore) => FitClaims.WhereFitted(judged, record, concerned, unfitted =>
    {
        IEnumerable<string> names = unfitted.Select(t => string.Create(CultureInfo.InvariantCulture, $"'{t.Series}' ({record[t].Largest(MetricNames.TrainAccuracy):P1})"));
        return $"{judged.Note} Not fitted, {therefore}: {string.Join(", ", names)}.";
    });
}
