using Occam.Experiments.BatchSizes;
using Occam.Experiments.Judging;
using Occam.Records;
using static Occam.Experiments.Tests.Support.MadeUp;

namespace Occam.Experiments.Tests.BatchSizes;

/// <summary>Every branch of every claim of the batch-size experiment, on records made for it: 400 test examples, batches 1, 3, 9, 27, 81.</summary>
public sealed class BatchSizeClaimsTests
{
    private const int TestCount = 400;
    private static readonly double[] Batches = [1, 3, 9, 27, 81];
    private static readonly double[] Peak9 = [0.5, 0.6, 0.9, 0.6, 0.5], Peak3 = [0.5, 0.9, 0.6, 0.5, 0.4], Peak27 = [0.4, 0.5, 0.6, 0.9, 0.5];

    [Fact]
    public void A_best_batch_inside()
    {
        // Right answers are nested, so 160 of 400 differ between 0.9 and 0.5: variance (160 − 160²/400)/399, six comparisons: z(1 − 0.025/6).
        double half = 2.638257273476751 * Math.Sqrt((160 - (160.0 * 160 / 400)) / 399 / 400);
        JudgedNear(Claim("best-batch-inside", new Made { [0.1] = Peak9 }), Verdict.Held, 0.4, 0.4 - half, 0.4 + half, 1e-9);
        Assert.Equal(Verdict.Contradicted, Claim("best-batch-inside", new Made { [0.1] = [0.5, 0.55, 0.6, 0.7, 0.9] }).Verdict);
        Assert.Equal(Verdict.Undecided, Claim("best-batch-inside", new Made { [0.1] = [0.5, 0.55, 0.6, 0.61, 0.605] }).Verdict);
        Assert.Equal(
            "Best between the ends: B = 9. With 2 repetition(s) the interval covers the choice of test examples, pair by pair, not the seeds.",
            Claim("best-batch-inside", new Made { [0.1] = Peak9 }).Note);
    }

    [Fact]
    public void A_training_that_diverged_counts_as_chance()
    {
        Claim claim = Claim("best-batch-inside", new Made { [0.1] = [double.NaN, 0.6, 0.9, 0.6, 0.5] });
        Assert.Equal(0.4, claim.Measured!.Value, 1e-12);
        Assert.Equal(0.1, BatchResults.Of(Record(new Made { [0.1] = [double.NaN, 0.6, 0.9, 0.6, 0.5] }), Grid([0.1], [0.9]), Base).Means[0]);
    }

    [Fact]
    public void Three_repetitions_bring_their_own_spread()
    {
        Claim claim = Claim("best-batch-inside", new Made { [0.1] = Peak9 }, repetitions: 3);
        Assert.EndsWith("The interval is the wider of that over repetitions and that over test examples.", claim.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void The_best_batch_follows_the_rate()
    {
        // B_opt 9 and 27 at rates 0.1 and 0.3: slope 1; each may be one batch off: ± 2 ln 3 / ln 3.
        JudgedNear(Claim("best-batch-follows-rate", new Made { [0.1] = Peak9, [0.3] = Peak27 }), Verdict.Undecided, 1, -1, 3, 1e-9);
        // At rates 1,000-fold apart the same bars are narrow, and the slope small.
        Assert.Equal(Verdict.Contradicted, Claim("best-batch-follows-rate", new Made { [0.1] = Peak9, [1000] = Peak9 }).Verdict);
        double slope = 2 * Math.Log(3) / Math.Log(9.5), bar = 2 * Math.Log(3) / Math.Log(9.5);
        JudgedNear(Claim("best-batch-follows-rate", new Made { [0.1] = Peak3, [0.95] = Peak27 }), Verdict.Undecided, slope, slope - bar, slope + bar, 1e-9);
    }

    [Fact]
    public void A_slope_with_narrow_bars_is_held()
    {
        // Rates eighty-one-fold apart: B_opt 9 and 27 is 0.25, ± 0.5.
        Assert.Equal(Verdict.Undecided, Claim("best-batch-follows-rate", new Made { [0.1] = Peak9, [8.1] = Peak27 }).Verdict);
        BatchSlope exact = new(1, 0.6, 1.4, 2);
        Assert.Equal(Verdict.Held, BatchSizeClaims.OfSlope(exact));
        Assert.Equal(Verdict.Contradicted, BatchSizeClaims.OfSlope(exact with { Low = 1.51, High = 3 }));
        Assert.Equal(Verdict.Contradicted, BatchSizeClaims.OfSlope(exact with { Low = -1, High = 0.49 }));
        Assert.Equal(Verdict.Undecided, BatchSizeClaims.OfSlope(exact with { High = 1.51 }));
    }

    [Fact]
    public void A_best_batch_at_an_end_says_nothing()
    {
        Claim claim = Claim("best-batch-follows-rate", new Made { [0.1] = Peak9, [0.3] = [0.1, 0.2, 0.3, 0.4, 0.9] });
        Judged(claim, Verdict.Undecided, null, null, null);
        Assert.StartsWith("At 1 of 2 values alone", claim.Note, StringComparison.Ordinal);
        Claim flat = Claim("best-batch-follows-rate", new Made { [0.1] = Peak9, [0.3] = [0.5, 0.5, 0.51, 0.52, 0.515] });
        Assert.Equal((Verdict.Undecided, null, null), (flat.Verdict, flat.Low, flat.High));
        Assert.StartsWith("A best batch size cannot be told from", flat.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void One_value_says_nothing()
    {
        Claim claim = Claim("best-batch-follows-examples", new Made { [0.1] = Peak9 });
        Judged(claim, Verdict.Undecided, null, null, null);
        Assert.Equal("One value only was tried: give several in sizes=. The source sees it from about 20,000 examples on: data=mnist budget=full.", claim.Note);
        Assert.Equal("One value only was tried: give several in momenta=.", Claim("best-batch-follows-momentum", new Made { [0.1] = Peak9 }).Note);
    }

    [Fact]
    public void Momentum_counts_as_one_over_one_minus_itself()
    {
        // 1/(1 − m) goes from 10 to 2: B_opt from 9 to 3 is a slope of ln 3 / ln 5.
        Claim claim = Claim("best-batch-follows-momentum", new Made { [0.1] = Peak9 }, momenta: [0.5, 0.9], slow: Peak3);
        Assert.Equal(Math.Log(3) / Math.Log(5), claim.Measured!.Value, 1e-9);
    }

    [Fact]
    public void The_noise_scale_grows()
    {
        double half = Intervals.Z * Math.Sqrt(2 * ((0.1 * 0.1) + (0.2 * 0.2))) / 2;
        JudgedNear(Claim("noise-scale-grows", new Made { [0.1] = Peak9, Noise = [10, 40] }), Verdict.Held, Math.Log(4), Math.Log(4) - half, Math.Log(4) + half, 1e-12);
        Assert.Equal(Verdict.Contradicted, Claim("noise-scale-grows", new Made { [0.1] = Peak9, Noise = [40, 10] }).Verdict);
        Assert.Equal(Verdict.Undecided, Claim("noise-scale-grows", new Made { [0.1] = Peak9, Noise = [10, 11] }).Verdict);
        Assert.Equal("The noise scale could not be measured at both times.", Claim("noise-scale-grows", new Made { [0.1] = Peak9, Noise = [10, double.NaN] }).Note);
    }

    [Theory]
    [InlineData(5, 597.0)]
    [InlineData(1000, 0)]
    public void Noise_of_descent(int batch, double expected) => Assert.Equal(expected, SgdNoise.Scale(0.3, 1000, batch, 0.9), 1e-9);

    [Theory]
    [InlineData(128, 1024, "Your batch is 8× below the noise scale: a larger one gives nearly proportionally better gradients, so fewer steps for the same examples.")]
    [InlineData(1024, 128, "Your batch is 8× above the noise scale: most of its examples repeat what the others say, and a smaller one costs few more steps.")]
    [InlineData(100, 120, "Your batch is within a factor of two of the noise scale.")]
    [InlineData(100, double.NaN, "The noise scale could not be measured: the mean gradient is not longer than its error.")]
    public void Advice(int batch, double noise, string words) => Assert.Equal(words, BatchSizeTables.Words(batch, noise));

    [Theory]
    [InlineData(7, "7")]
    [InlineData(100, "10,30,100")]
    [InlineData(1500, "10,30,100,300,1000,1500")]
    public void Observations_are_few(long steps, string expected) => Assert.Equal(expected, string.Join(",", BatchTraining.Observed(steps)));

    [Fact]
    public void The_claims_judged_are_the_claims_stated() => Assert.Equal(
        new BatchSizeExperiment().Claims.Select(c => (c.Id, c.Statement, c.Source, c.Expected)),
        BatchSizeClaims.Judge(Record(new Made { [0.1] = Peak9 })).Select(c => (c.Id, c.Statement, c.Source, c.Expected)));

    private static BatchPoint Base => new(0.1, 0.9, 100, 9, 1);

    private static Claim Claim(string id, Made made, int repetitions = 2, double[]? momenta = null, double[]? slow = null) =>
        BatchSizeClaims.Judge(Record(made, repetitions, momenta, slow)).Single(c => c.Id == id);

    private static void JudgedNear(Claim claim, Verdict verdict, double measured, double low, double high, double tolerance)
    {
        Assert.Equal(verdict, claim.Verdict);
        Assert.Equal(measured, claim.Measured!.Value, tolerance);
        Assert.Equal(low, claim.Low!.Value, tolerance);
        Assert.Equal(high, claim.High!.Value, tolerance);
    }

    private static BatchGrid Grid(double[] rates, double[] momenta, int repetitions = 2) => new(Base, Batches, rates, [100], momenta, repetitions, 128);

    private static RunRecord Record(Made made, int repetitions = 2, double[]? momenta = null, double[]? slow = null)
    {
        BatchGrid grid = Grid([.. made.Accuracies.Keys], momenta ?? [0.9], repetitions);
        Dictionary<string, double[]> arrays = new()
        {
            ["grid-base"] = [0.1, 0.9, 100, 9, repetitions, 128],
            ["grid-batches"] = Batches,
            ["grid-rates"] = grid.Rates,
            ["grid-sizes"] = grid.Sizes,
            ["grid-momenta"] = grid.Momenta,
        };
        foreach (BatchPoint point in grid.Points)
        {
            double accuracy = (point.Momentum == 0.9 ? made.Accuracies[point.Rate] : slow!)[Array.IndexOf(Batches, point.Batch)];
            arrays[$"{point.Name}-steps"] = [10, 100];
            arrays[$"{point.Name}-test-accuracy"] = [0.1, accuracy];
            arrays[$"{point.Name}-right"] = [.. Enumerable.Range(0, TestCount).Select(i => i < accuracy * TestCount ? 1.0 : 0)];
            arrays[$"{point.Name}-noise-scale"] = made.Noise;
            arrays[$"{point.Name}-noise-scale-error"] = [made.Noise[0] * 0.1, made.Noise[1] * 0.2];
        }

        return Of(TestCount, 10, [], name => arrays[name]);
    }

    private sealed class Made
    {
        public SortedDictionary<double, double[]> Accuracies { get; } = [];

        public double[] Noise { get; init; } = [10, 40];

        public double[] this[double rate]
        {
            set => Accuracies[rate] = value;
        }
    }
}
