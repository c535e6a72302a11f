using Occam.Experiments.EasyAndHard;
using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Records;
using static Occam.Experiments.Tests.Support.MadeUp;

namespace Occam.Experiments.Tests.Judging;

/// <summary>Every claim about easy and hard examples held, contradicted and undecided, on records made for it.</summary>
public sealed class EasyHardClaimsTests
{
    private static readonly long[] Steps = [0, 10, 20, 30, 40, 50, 100, 110, 120, 130, 140, 150];

    /// <summary>Crosses 30, 50, 70 and 90 % in the middle between neighbouring observations, from one observation on.</summary>
    private static double[] Rising(int from) => [.. Steps.Select((_, i) => Math.Clamp(0.2 * (i - from + 1), 0, 1))];

    [Fact]
    public void Pristine_first()
    {
        double[] early = Rising(1), late = Rising(6);
        (double ratio, double low, double high) = OverLevels([15, 25, 35, 45], [105, 115, 125, 135], 5);
        Judged(Claim("pristine-first", new Made { Pristine = early, Corrupt = late }), Verdict.Held, ratio, low, high);
        Judged(Claim("pristine-first", new Made { Pristine = late, Corrupt = early }), Verdict.Contradicted, 1 / ratio, 1 / high, 1 / low);
        (ratio, low, high) = OverLevels([15, 25, 35, 45], [15, 25, 35, 45], 5);
        Judged(Claim("pristine-first", new Made { Pristine = early, Corrupt = early }), Verdict.Undecided, ratio, low, high);
        Judged(Claim("pristine-first", new Made { Pristine = early, Corrupt = Flat(0.2) }), Verdict.Undecided, null, null, null);
    }

    [Theory]
    [InlineData(1, 6, Verdict.Held)]
    [InlineData(6, 1, Verdict.Contradicted)]
    public void Earlier_example_by_example(int pristine, int corrupt, Verdict verdict)
    {
        Made made = new() { Times = Times(pristine, corrupt), Selected = Half };
        Claim claim = Claim("pristine-learnt-earlier", made);
        Assert.Equal(verdict, claim.Verdict);
        Assert.Equal(pristine < corrupt ? 1 : 0, claim.Measured);
    }

    [Fact]
    public void Equal_times_decide_nothing()
    {
        Judged(Claim("pristine-learnt-earlier", new Made { Times = Times(3, 3), Selected = Half }), Verdict.Undecided, 0.5, 0.5, 0.5);
        Judged(Claim("pristine-learnt-earlier", new Made { Times = [1, 2, 3], Selected = [0, 1, 1] }), Verdict.Undecided, null, null, null);
    }

    [Fact]
    public void An_example_never_learnt_comes_last()
    {
        Claim claim = Claim("pristine-learnt-earlier", new Made { Times = [10, 20, 30, double.NaN, double.NaN, double.NaN], Selected = [0, 0, 0, 1, 1, 1] });
        Judged(claim, Verdict.Held, 1, 1, 1);
        Assert.Equal("Median learning times: 20 and more than all steps.", claim.Note);
    }

    [Theory]
    [InlineData(0.7, 0.05, Verdict.Held)]
    [InlineData(0.3, 0.05, Verdict.Contradicted)]
    [InlineData(0.55, 0.05, Verdict.Undecided)]
    public void Pristine_rule_early(double share, double deviation, Verdict verdict)
    {
        // Half of the pristine examples are fitted from the fourth observation on: what comes after must not count.
        Made made = new() { Pristine = Rising(1), Share = [.. Steps.Select((_, i) => i < 3 ? share : 1 - share)], Deviation = deviation };
        Judged(Claim("pristine-rule-early", made), verdict, share - 0.5, share - 0.5 - (Intervals.Z * deviation), share - 0.5 + (Intervals.Z * deviation));
        Judged(Claim("pristine-rule-early", made with { Pristine = Flat(1) }), Verdict.Undecided, null, null, null);
    }

    [Theory]
    [InlineData(0.3, 0.05, Verdict.Held)]
    [InlineData(0.7, 0.05, Verdict.Contradicted)]
    [InlineData(0.45, 0.05, Verdict.Undecided)]
    public void Corrupt_take_over(double share, double deviation, Verdict verdict)
    {
        // Half of the corrupted examples are fitted from the ninth observation on.
        Made made = new() { Corrupt = Rising(6), Share = [.. Steps.Select((_, i) => i < 8 ? 1 - share : share)], Deviation = deviation };
        Judged(Claim("corrupt-take-over", made), verdict, 0.5 - share, 0.5 - share - (Intervals.Z * deviation), 0.5 - share + (Intervals.Z * deviation));
        Judged(Claim("corrupt-take-over", made with { Corrupt = Flat(0.4) }), Verdict.Undecided, null, null, null);
    }

    [Theory]
    [InlineData("pristine-as-without-noise")]
    [InlineData("corrupt-as-all-random")]
    public void Rates(string id)
    {
        bool pristine = id.StartsWith('p');
        Made With(int group, int reference) => pristine
            ? new Made { Pristine = Rising(group), TrueAccuracy = Rising(reference) }
            : new Made { Corrupt = Rising(group), RandomAccuracy = Rising(reference) };

        (double ratio, double low, double high) = OverLevels([105, 115, 125, 135], [105, 115, 125, 135], 5);
        Judged(Claim(id, With(6, 6)), Verdict.Held, ratio, low, high);
        (ratio, low, high) = OverLevels([15, 25, 35, 45], [105, 115, 125, 135], 5);
        Judged(Claim(id, With(6, 1)), Verdict.Contradicted, ratio, low, high);
        Judged(Claim(id, With(1, 6)), Verdict.Contradicted, 1 / ratio, 1 / high, 1 / low);
        (ratio, low, high) = OverLevels([15, 25, 35, 45], [25, 35, 45, 75], [5, 5, 5, 25], [5, 5, 5, 5]);
        Assert.InRange(high, 2, 10);
        Assert.Equal(Verdict.Undecided, Claim(id, With(2, 1)).Verdict);
        Judged(Claim(id, pristine ? new Made { TrueAccuracy = Flat(0.2) } : new Made { RandomAccuracy = Flat(0.2) }), Verdict.Undecided, null, null, null);
    }

    [Theory]
    [InlineData(0.2, 0.1, 0.01, Verdict.Held)]
    [InlineData(0.1, 0.2, 0.01, Verdict.Contradicted)]
    [InlineData(0.2, 0.1, 0.1, Verdict.Undecided)]
    public void Easy_agree_more(double easy, double hard, double error, Verdict verdict)
    {
        double half = Intervals.Z * error * Math.Sqrt(2);
        Claim claim = Claim("easy-agree-more", new Made { Easy = easy, Hard = hard, CoherenceError = error });
        Judged(claim, verdict, easy - hard, easy - hard - half, easy - hard + half);
        Judged(Claim("easy-agree-more", new Made { Easy = double.NaN }), Verdict.Undecided, null, null, null);
    }

    [Theory]
    [InlineData(1, Verdict.Held)]
    [InlineData(-1, Verdict.Contradicted)]
    [InlineData(0, Verdict.Undecided)]
    public void Order_repeats(int sign, Verdict verdict)
    {
        double[] first = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        double[] second = sign == 0 ? [1, 6, 2, 7, 3, 8, 4, 9, 5, 10] : [.. first.Select(t => sign * t)];
        Claim claim = Claim("order-repeats", new Made { TrueTimes = first, RepeatedTimes = second });
        (double rho, double low, double high) = RankStatistics.Spearman(first, second);
        Judged(claim, verdict, rho, low, high);
        Judged(Claim("order-repeats", new Made { TrueTimes = [1, 1, 1, 1], RepeatedTimes = [1, 2, 3, 4] }), Verdict.Undecided, null, null, null);
    }

    [Fact]
    public void Cumulative_gains_are_the_trapezoids_of_a_constant_rate()
    {
        // ‖ḡ‖² = 4, f = 0.75, half of the examples pristine: an average pristine example gains 0.75·4/0.5 = 6 a step, a corrupt one 2.
        Observation[] observations = [.. Steps.Select(s => new Observation("corrupted", s, new Dictionary<string, double> { ["gradient_norm"] = 2, [ShareClaims.Share] = 0.75, [ShareClaims.Null] = 0.5 }))];
        (double[] pristine, double[] corrupt) = CumulativeGain.Of(new Curve(observations));
        Assert.Equal(Steps.Select(s => 6.0 * s), pristine);
        Assert.Equal(Steps.Select(s => 2.0 * s), corrupt);
    }

    [Fact]
    public void The_claims_judged_are_the_claims_stated()
    {
        IReadOnlyList<Claim> judged = EasyHardClaims.Judge(new Made().Record());
        Assert.Equal(new EasyHardExperiment().Claims.Select(c => (c.Id, c.Statement, c.Source, c.Expected)), judged.Select(c => (c.Id, c.Statement, c.Source, c.Expected)));
    }

    private static double[] Half => [.. Enumerable.Range(0, 20).Select(i => i < 10 ? 0.0 : 1.0)];

    private static double[] Times(double pristine, double corrupt) => [.. Half.Select(s => s == 0 ? pristine : corrupt)];

    private static double[] Flat(double value) => [.. Steps.Select(_ => value)];

    private static Claim Claim(string id, Made made) => EasyHardClaims.Judge(made.Record()).Single(c => c.Id == id);

    private static (double Ratio, double Low, double High) OverLevels(double[] fast, double[] slow, double half) =>
        OverLevels(fast, slow, [half, half, half, half], [half, half, half, half]);

    /// <summary>Geometric means of the ratios of crossings, each known to half the distance of the observations around it.</summary>
    private static (double Ratio, double Low, double High) OverLevels(double[] fast, double[] slow, double[] slowHalf, double[] fastHalf)
    {
        double Mean(Func<int, double> ratio) => Math.Exp(Enumerable.Range(0, 4).Average(i => Math.Log(ratio(i))));
        return (
            Mean(i => slow[i] / fast[i]), Mean(i => (slow[i] - slowHalf[i]) / (fast[i] + fastHalf[i])), Mean(i => (slow[i] + slowHalf[i]) / (fast[i] - fastHalf[i])));
    }

    /// <summary>What a run left; every value that a claim does not need is harmless.</summary>
    private sealed record Made
    {
        public double[] Pristine { get; init; } = Rising(1);

        public double[] Corrupt { get; init; } = Rising(6);

        public double[] TrueAccuracy { get; init; } = Rising(1);

        public double[] RandomAccuracy { get; init; } = Rising(6);

        public double[] Share { get; init; } = Flat(0.5);

        public double Deviation { get; init; } = 0.1;

        public double[] Times { get; init; } = [1, 2, 3, 4];

        public double[] Selected { get; init; } = [0, 0, 1, 1];

        public double[] TrueTimes { get; init; } = [1, 2, 3, 4];

        public double[] RepeatedTimes { get; init; } = [1, 2, 3, 4];

        public double Easy { get; init; } = 0.1;

        public double Hard { get; init; } = 0.1;

        public double CoherenceError { get; init; } = 0.1;

        public RunRecord Record()
        {
            Observation[] corrupted = [.. Steps.Select((s, i) => new Observation("corrupted", s, new Dictionary<string, double>
            {
                ["pristine_accuracy"] = Pristine[i], ["corrupt_accuracy"] = Corrupt[i], [ShareClaims.Share] = Share[i], [ShareClaims.Null] = 0.5, [ShareClaims.Deviation] = Deviation,
            }))];
            Observation[][] trainings = [corrupted, Series("true", TrueAccuracy), Series("random", RandomAccuracy), Series("true-repeated", TrueAccuracy)];
            RunRecord record = Of(100, 10, trainings);
            return new RunRecord(record.Laboratory, record.Trials, trainings.SelectMany(t => t), Array);
        }

        private static Observation[] Series(string name, double[] accuracies) =>
            [.. Steps.Select((s, i) => new Observation(name, s, new Dictionary<string, double> { [MetricNames.TrainAccuracy] = accuracies[i] }))];

        private double[] Array(string name) => name switch
        {
            "corrupted-learning-time" => Times,
            "corrupted-selected" => Selected,
            "true-learning-time" => TrueTimes,
            "true-repeated-learning-time" => RepeatedTimes,
            "easy-and-hard-sizes" => [30, 5],
            "easy-and-hard-easy-coherence-off-diagonal" => [Easy, Easy, Easy],
            "easy-and-hard-hard-coherence-off-diagonal" => [Hard, Hard, Hard],
            "easy-and-hard-easy-coherence-off-diagonal-error" or "easy-and-hard-hard-coherence-off-diagonal-error" => [CoherenceError, CoherenceError, CoherenceError],
            _ => throw new KeyNotFoundException(name),
        };
    }
}
