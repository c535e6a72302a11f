using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records;

namespace Occam.Experiments.CoherenceThroughTraining;

/// <summary>The claims of <see cref="CoherenceExperiment"/>.</summary>
internal static class CoherenceClaims
{
    private const string Coherence2020 = "Chatterjee & Zielinski 2020, arXiv 2008.01217", Mystery2022 = "Chatterjee & Zielinski 2022, arXiv 2203.10036";

    private static readonly ClaimInfo Collapse = new(
        "transient-collapse", "In the first 25 steps m-coherence collapses, with any labels.", Coherence2020,
        "m-coherence at step 0 over the smallest one in steps 1 to 25: the smallest ratio of all corruptions above 10");

    private static readonly ClaimInfo TrueParabola = new(
        "true-rises-and-decays", "After the transient, m-coherence on true labels rises to a peak and has decayed at the end.", Coherence2020,
        "the largest value after step 25 over the smallest in steps 1 to 25, and over the last one: the smaller ratio above 1");

    private static readonly ClaimInfo RandomParabola = new(
        "random-rises-and-decays", "m-coherence rises to a peak and decays on random labels too.", Coherence2020,
        "the same smaller ratio above 1, with every label corrupted");

    private static readonly ClaimInfo Ordered = new(
        "falls-with-corruption", "At equal training accuracy, more corruption means less m-coherence.", Coherence2020,
        "geometric mean of the ratio at 30, 50, 70, 90 % training accuracy, after the first 25 steps: the smallest one of neighbouring corruptions above 1");

    private static readonly ClaimInfo Peaks = new(
        "true-peak-above-random", "The peak of m-coherence after the transient is much higher on true labels than on random ones.", Coherence2020,
        "ratio of the peaks above 2 (in the paper, on ImageNet: 10 to 100)");

    private static readonly ClaimInfo Layers = new(
        "convolution-above-dense", "Convolutions are more coherent than dense layers.", Coherence2020,
        "geometric means over layers, their ratio averaged over all observations after step 25 until the labels are fitted, above 1");

    private static readonly ClaimInfo Stopping = new(
        "coherence-says-when-to-stop", "With partly corrupted labels, stopping where m-coherence has halved since its peak gives a better test accuracy than training on.", Mystery2022,
        "test accuracy where the rule stops minus that at the end, the smallest difference of all partial corruptions above 0");

    public static IReadOnlyList<ClaimInfo> All => [Collapse, TrueParabola, RandomParabola, Ordered, Peaks, Layers, Stopping];

    public static IReadOnlyList<Claim> Judge(RunRecord record)
    {
        RunRecord levels = CoherenceExperiment.Levels(record);
        return
        [
            JudgeCollapse(levels), Parabola(TrueParabola, levels, Corruptions.TrueSeries), Parabola(RandomParabola, levels, Corruptions.RandomSeries),
            JudgeOrder(levels), JudgePeaks(levels), LayerCoherence.Judge(Layers, record), JudgeStopping(levels),
        ];
    }

    private static Claim JudgeCollapse(RunRecord levels)
    {
        RatioInterval?[] ratios = [.. levels.Trials.Select(t => new CoherenceShape(levels[t]).Collapse)];
        if (ratios.Any(r => r is null)) return Collapse.Undecided("A training was not observed both at step 0 and in steps 1 to 25.");
        RatioInterval smallest = RatioInterval.Smallest([.. ratios.Select(r => r!.Value)]);
        return Collapse.Above(10, smallest.Ratio, smallest.Low, smallest.High);
    }

    private static Claim Parabola(ClaimInfo claim, RunRecord levels, string series)
    {
        if (levels.Trials.FirstOrDefault(t => t.Series == series) is not { } trial) return claim.Undecided($"There is no training '{series}'.");
        CoherenceShape shape = new(levels[trial]);
        if (shape.RiseAndDecay is not { } ratio) return claim.Undecided("It needs observations before and after step 25.");
        string note = shape.Peak == shape.End
            ? "The largest value is the last one: the training ended before any decay."
            : $"{shape.At(shape.Valley):0.#} at step {shape.StepOf(shape.Valley)}, {shape.At(shape.Peak):0.#} at step {shape.StepOf(shape.Peak)}, {shape.At(shape.End):0.#} at step {shape.StepOf(shape.End)}.";
        return claim.Above(1, ratio.Ratio, ratio.Low, ratio.High, note);
    }

    private static Claim JudgeOrder(RunRecord levels)
    {
        if (levels.Trials.Count < 2) return Ordered.Undecided("There is only one corruption.");
        List<RatioInterval> ratios = [];
        string? missing = null;
        for (int i = 1; i < levels.Trials.Count; i++)
        {
            (double ratio, double low, double high, string? lacking) = EqualAccuracyRatio.Of(levels, levels.Trials[i - 1], levels.Trials[i], MetricNames.MCoherence);
            if (lacking is not null) missing ??= $"'{levels.Trials[i - 1].Series}' and '{levels.Trials[i].Series}': {lacking}";
            if (!double.IsNaN(ratio)) ratios.Add(new RatioInterval(ratio, low, high));
        }

        if (ratios.Count == 0) return Ordered.Undecided(missing!);
        RatioInterval smallest = RatioInterval.Smallest(ratios);
        return missing is null
            ? Ordered.Above(1, smallest.Ratio, smallest.Low, smallest.High)
            : Ordered.Judge(smallest.Ratio, smallest.Low, smallest.High, Verdict.Undecided, missing);
    }

    private static Claim JudgePeaks(RunRecord levels)
    {
        if (levels.Trials[0].Series != Corruptions.TrueSeries || levels.Trials[^1].Series != Corruptions.RandomSeries)
            return Peaks.Undecided("It needs a training on true labels and one on random labels.");
        CoherenceShape truth = new(levels[levels.Trials[0]]), random = new(levels[levels.Trials[^1]]);
        if (truth.Peak is not { } a || random.Peak is not { } b) return Peaks.Undecided("It needs observations after step 25.");
        RatioInterval ratio = truth.Over(a, random, b);
        return Peaks.Above(2, ratio.Ratio, ratio.Low, ratio.High, $"Peaks of {truth.At(a):0.#} and {random.At(b):0.#} examples, at steps {truth.StepOf(a)} and {random.StepOf(b)}.");
    }

    private static Claim JudgeStopping(RunRecord levels)
    {
        TrialPlan[] partly = [.. EarlyStopping.Partly(levels)];
        if (partly.Length == 0) return Stopping.Undecided("There is no training on partly corrupted labels.");
        if (partly[0].Test is not { } test) return Stopping.Undecided("There is no test set.");
        List<RatioInterval> gains = [];
        foreach (TrialPlan trial in partly)
        {
            Curve curve = levels[trial];
            if (EarlyStopping.Observation(curve) is not { } stop) return Stopping.Undecided($"In '{trial.Series}' m-coherence never halved.");
            double stopped = curve.Values(MetricNames.TestAccuracy)[stop], last = curve.Last(MetricNames.TestAccuracy);
            double half = Intervals.Z * Math.Sqrt(((stopped * (1 - stopped)) + (last * (1 - last))) / test.Count);
            gains.Add(new RatioInterval(stopped - last, stopped - last - half, stopped - last + half));
        }

        if (partly.Any(t => !FitClaims.IsFitted(levels, t)))
        {
            RatioInterval least = RatioInterval.Smallest(gains);
            return Stopping.Judge(least.Ratio, least.Low, least.High, Verdict.Undecided, "Not every training fitted its corrupted labels, so its end is not yet the end.");
        }

        RatioInterval smallest = RatioInterval.Smallest(gains);
        return Stopping.Above(0, smallest.Ratio, smallest.Low, smallest.High);
    }
}
