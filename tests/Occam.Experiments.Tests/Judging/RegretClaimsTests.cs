using Occam.Experiments.Judging;
using Occam.Experiments.Regret;
using Occam.Experiments.Trials;
using Occam.Numerics.Statistics;
using Occam.Records;
using static Occam.Experiments.Tests.Support.MadeUp;

namespace Occam.Experiments.Tests.Judging;

/// <summary>Every claim of the regret experiment, on records made for it.</summary>
public sealed class RegretClaimsTests
{
    [Theory]
    [InlineData(1, Verdict.Held)]
    [InlineData(-1, Verdict.Contradicted)]
    public void Regret_tracks_the_gap(int sign, Verdict verdict)
    {
        // Every quantity is a monotone function of the gap, so τ is ±1 whichever training is left out.
        RunRecord record = Record(gap => sign * gap, gap => -sign * gap);
        Judged(Claim(record, "regret-tracks-gap"), verdict, sign, sign, sign);
        Judged(Claim(record, "flatness-ratio-tracks-gap"), verdict, sign, sign, sign);
        Judged(Claim(record, "cosine-tracks-gap"), verdict, sign, sign, sign);
        Judged(Claim(record, "regret-beats-norm"), Verdict.Undecided, 0, 0, 0);
    }

    [Fact]
    public void Tracking_is_undecided_where_trainings_disagree()
    {
        RunRecord record = Record(gap => gap > 0.5 ? -gap : gap, gap => 1);
        Assert.Equal(Verdict.Undecided, Claim(record, "regret-tracks-gap").Verdict);
        Assert.Equal("The quantity is not a number here.", Claim(record, "cosine-tracks-gap").Note);
        Observation[][] alone = [Training("true-32-1", 0.8, g => g, g => g), Training("random-32-1", 0.1, g => g, g => g)];
        Assert.Equal("It needs a test set and at least three trainings.", Claim(Of(100, 10, alone).Changed(alone.SelectMany(t => t), t => t), "regret-tracks-gap").Note);
    }

    [Fact]
    public void Ratios_at_equal_accuracy()
    {
        // Random over true is 3 at every level and in both pairs; the measurement's error is 0.
        RunRecord record = Labelled(1, 3);
        Judged(Claim(record, "regret-higher-random"), Verdict.Held, 3, 3, 3);
        Judged(Claim(record, "flatness-ratio-higher-random"), Verdict.Held, 3, 3, 3);
        Judged(Claim(record, "cosine-higher-true"), Verdict.Contradicted, -2, -2, -2);
        Assert.Equal(Verdict.Contradicted, Claim(Labelled(3, 1), "regret-higher-random").Verdict);
        Assert.Equal(Verdict.Held, Claim(Labelled(3, 1), "cosine-higher-true").Verdict);
        Assert.Equal(Verdict.Undecided, Claim(Labelled(1, 1), "regret-higher-random").Verdict);
    }

    [Fact]
    public void Levels_that_were_not_crossed_are_named()
    {
        Observation[][] trainings = [Training("true-32-1", 0.8, _ => 1, _ => 1), [.. Training("random-32-1", 0.1, _ => 2, _ => 2).Take(5)]];
        Claim claim = Claim(Of(100, 10, trainings).Changed(trainings.SelectMany(t => t), t => t), "regret-higher-random");
        Assert.Equal(Verdict.Undecided, claim.Verdict);
        Assert.Equal("Not crossed after the first 25 steps, there or by the same training on random labels: 50 % in 'true-32-1', 70 % in 'true-32-1', 90 % in 'true-32-1'.", claim.Note);
    }

    [Fact]
    public void The_rescaling_is_judged_on_outputs_first_layer_and_the_least_change()
    {
        Judged(Claim(Rescaled(0.5, 0, 0), "none-invariant"), Verdict.Held, 0.5, null, null);
        Judged(Claim(Rescaled(0, 0, 0), "none-invariant"), Verdict.Contradicted, 0, null, null);
        Judged(Claim(Rescaled(0.005, 0, 0), "none-invariant"), Verdict.Undecided, 0.005, null, null);
        Judged(Claim(Rescaled(0.5, 0.25, 0), "none-invariant"), Verdict.Contradicted, 0.25, null, null);
        Assert.Equal("The rescaling changed the outputs of 'true-32-1' by 0.1 of the largest.", Claim(Rescaled(0.5, 0, 0.1), "none-invariant").Note);
        Assert.Equal("The rescaling is defined here for mlp:WIDTH, not for 'linear'.", Claim(Record(g => g, g => g), "none-invariant").Note);
    }

    [Theory]
    [InlineData(2, 1, 1, 0.1, Verdict.Held, Verdict.Held)]
    [InlineData(1, 2, 3, 2, Verdict.Contradicted, Verdict.Contradicted)]
    [InlineData(1, 1, 1.2, 1, Verdict.Undecided, Verdict.Undecided)]
    public void Global_regret(double random, double truth, double gapFactor, double spread, Verdict order, Verdict gap)
    {
        Dictionary<string, double[]> arrays = [];
        foreach ((string labels, double value) in ((string, double)[])[("true", truth), ("random", random)])
        {
            double[] pairs = [0, value, value, value, 0, value, value, value, 0];
            (arrays[$"convex-{labels}-global"], arrays[$"convex-{labels}-local-minimum"]) = (pairs, pairs);
            arrays[$"convex-{labels}-gap"] = [.. ((double[])[-1, 0, 1]).Select(d => value * (gapFactor + (d * spread / 10)))];
        }

        Observation[][] trainings = Trainings(g => g, g => g);
        IReadOnlyList<Claim> claims = ConvexClaims.Judge(Of(100, 10, trainings).Changed(trainings.SelectMany(t => t), t => t, arrays));
        Judged(claims[0], order, random - truth, random - truth, random - truth);
        Judged(claims[1], order, random - truth, random - truth, random - truth);
        double half = StudentDistribution.Quantile(0.975, 2) * spread / 10 / Math.Sqrt(3);
        Assert.Equal(gapFactor - 1, claims[2].Measured!.Value, 1e-9);
        Assert.Equal(gapFactor - 1 - half, claims[2].Low!.Value, 1e-9);
        Assert.Equal(gap, claims[2].Verdict);
    }

    [Fact]
    public void Without_a_test_set_the_convex_claims_are_undecided()
    {
        Observation[][] trainings = Trainings(g => g, g => g);
        Assert.All(ConvexClaims.Judge(Of(0, 10, trainings)), c => Assert.Equal("There is no test set.", c.Note));
    }

    [Fact]
    public void The_claims_judged_are_the_claims_stated()
    {
        RunRecord record = Record(g => g, g => g);
        Assert.Equal(RegretClaims.All.Select(c => (c.Id, c.Statement, c.Source, c.Expected)), RegretClaims.Judge(record).Select(c => (c.Id, c.Statement, c.Source, c.Expected)));
        Assert.Equal(new RegretExperiment().Claims, [.. RegretClaims.All, .. ConvexClaims.All]);
    }

    private static Claim Claim(RunRecord record, string id) => RegretClaims.Judge(record).Single(c => c.Id == id);

    private static RunRecord Record(Func<double, double> regret, Func<double, double> cosine)
    {
        Observation[][] trainings = Trainings(regret, cosine);
        return Of(100, 10, trainings).Changed(trainings.SelectMany(t => t), t => t);
    }

    private static Observation[][] Trainings(Func<double, double> regret, Func<double, double> cosine) =>
    [
        Training("true-32-1", 0.8, regret, cosine), Training("true-512-1", 0.7, regret, cosine),
        Training("random-32-1", 0.1, regret, cosine), Training("random-512-1", 0.1, regret, cosine),
    ];

    /// <summary>All quantities constant along a training: one value on true and one on random labels.</summary>
    private static RunRecord Labelled(double truth, double random)
    {
        Observation[][] trainings =
        [
            Training("true-32-1", 0.8, _ => truth, _ => truth), Training("true-512-1", 0.8, _ => truth, _ => truth),
            Training("random-32-1", 0.1, _ => random, _ => random), Training("random-512-1", 0.1, _ => random, _ => random),
        ];
        return Of(100, 10, trainings).Changed(trainings.SelectMany(t => t), t => t);
    }

    private static RunRecord Rescaled(double change, double firstLayer, double outputs)
    {
        Dictionary<string, double[]> arrays = [];
        foreach (string series in (string[])["true-32-1", "random-32-1"])
        {
            string prefix = $"rescaling-{series}-";
            arrays[prefix + Rescaling.Factors] = [1, 0.5, 2, 4];
            arrays[prefix + Rescaling.Outputs] = [0, 0, outputs, 0];
            arrays[prefix + Rescaling.FirstLayer] = [1, 1, 1, 1 + firstLayer];
            foreach ((string result, _) in Rescaling.Whole) arrays[prefix + result] = [2, 2 * (1 - change), 2, 2];
        }

        Observation[][] trainings = Trainings(g => g, g => g);
        return Of(100, 10, trainings).Changed(trainings.SelectMany(t => t), t => t, arrays, "mlp:8");
    }

    /// <summary>Training accuracy rises evenly from 0 to 1; the quantities are functions of the gap, the norm of gradients that of the regret.</summary>
    private static Observation[] Training(string series, double test, Func<double, double> regret, Func<double, double> cosine) =>
    [
        .. Enumerable.Range(0, 11).Select(i =>
        {
            double accuracy = i / 10.0, gap = accuracy - test;
            Dictionary<string, double> values = new() { [MetricNames.TrainAccuracy] = accuracy, [MetricNames.TestAccuracy] = test };
            foreach ((string name, double value) in ((string, double)[])
                [(RegretNames.Regret, regret(gap)), (RegretNames.Norm, regret(gap)), (RegretNames.Flatness, regret(gap)), (RegretNames.Cosine, cosine(gap))])
            {
                values[RegretNames.Of(name, 8)] = value;
                values[$"{RegretNames.Of(name, 8)}_error"] = 0;
            }

            return new Observation(series, 30 + (10 * i), values);
        }),
    ];
}
