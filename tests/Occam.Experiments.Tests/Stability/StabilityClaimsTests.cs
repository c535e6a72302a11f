using Occam.Experiments.Judging;
using Occam.Experiments.Stability;
using Occam.Experiments.Trials;
using Occam.Records;
using Occam.Training;
using static Occam.Experiments.Tests.Support.MadeUp;

namespace Occam.Experiments.Tests.Stability;

/// <summary>Every branch of every claim of the stability experiment, on records made for it. Two replacements: t(0.975, 1) = 12.706….</summary>
public sealed class StabilityClaimsTests
{
    private const double Student1 = 12.706204736174698;

    [Fact]
    public void Coherence()
    {
        // Means 4 − 1 and 5 − 1.9: 3 and 3.1, standard error 0.05.
        Judged(Claim("random-labels-less-coherent", Ends(coherence: (4, 5)), Ends(coherence: (1, 1.9))), Verdict.Held, 3.05, 3.05 - (Student1 * 0.05), 3.05 + (Student1 * 0.05));
        Judged(Claim("random-labels-less-coherent", Ends(coherence: (1, 1.9)), Ends(coherence: (4, 5))), Verdict.Contradicted, -3.05, -3.05 - (Student1 * 0.05), -3.05 + (Student1 * 0.05));
        Judged(Claim("random-labels-less-coherent", Ends(coherence: (1, 1)), Ends(coherence: (0, 3))), Verdict.Undecided, -0.5, -0.5 - (Student1 * 1.5), -0.5 + (Student1 * 1.5));
        Assert.Equal("A recorded value is not a finite number.", Claim("random-labels-less-coherent", Ends(coherence: (double.NaN, 1)), Ends()).Note);
    }

    [Fact]
    public void Parting()
    {
        // Distances over the 2 travelled; ratios 4 and 4.
        Judged(Claim("random-labels-part-further", Ends(distance: (0.1, 0.2)), Ends(distance: (0.4, 0.8))), Verdict.Held, 4, 4, 4);
        Judged(Claim("random-labels-part-further", Ends(distance: (0.4, 0.8)), Ends(distance: (0.1, 0.2))), Verdict.Contradicted, 0.25, 0.25, 0.25);
        double half = Student1 * Math.Log(1.1) / 2;
        Judged(Claim("random-labels-part-further", Ends(distance: (0.1, 0.1)), Ends(distance: (0.1, 0.11))), Verdict.Undecided, Math.Sqrt(1.1), Math.Sqrt(1.1) * Math.Exp(-half), Math.Sqrt(1.1) * Math.Exp(half));
        Claim never = Claim("random-labels-part-further", Ends(distance: (0, 0.1)), Ends());
        Judged(never, Verdict.Undecided, null, null, null);
        Assert.Equal("Not all twins parted: some never met the replaced example.", never.Note);
    }

    [Fact]
    public void Instability()
    {
        Judged(Claim("random-labels-less-stable", Ends(instability: (1, 1)), Ends(instability: (5, 5))), Verdict.Held, 4, 4, 4);
        Judged(Claim("random-labels-less-stable", Ends(instability: (5, 5)), Ends(instability: (1, 1))), Verdict.Contradicted, -4, -4, -4);
        // Equal differences say nothing where test losses deviate by 3 and 4 nats: the error is √((9 + 16) / 2).
        double half = Intervals.Z * 5 / Math.Sqrt(2);
        Judged(Claim("random-labels-less-stable", Ends(instability: (1, 1), deviation: 3), Ends(instability: (5, 5), deviation: 4)), Verdict.Undecided, 4, 4 - half, 4 + half);
    }

    [Fact]
    public void Order()
    {
        Judged(Claim("gap-in-the-same-order", Ends(instability: (1, 1), gap: 0.5), Ends(instability: (5, 5), gap: 3)), Verdict.Held, 2.5, 2.5, 2.5);
        Judged(Claim("gap-in-the-same-order", Ends(instability: (5, 5), gap: 0.5), Ends(instability: (1, 1), gap: 3)), Verdict.Contradicted, -2.5, -2.5, -2.5);
        Claim open = Claim("gap-in-the-same-order", Ends(instability: (1, 9)), Ends(instability: (5, 5)));
        Judged(open, Verdict.Undecided, null, null, null);
        Assert.Equal("It is undecided which labels are less stable.", open.Note);
    }

    [Theory]
    [InlineData("instability-is-gap-true", true)]
    [InlineData("instability-is-gap-random", false)]
    public void Instability_is_the_gap(string id, bool truth)
    {
        Judged(Of(Ends(instability: (3, 3), gap: 2)), Verdict.Held, 1.5, 1.5, 1.5);
        Judged(Of(Ends(instability: (5, 5), gap: 2)), Verdict.Contradicted, 2.5, 2.5, 2.5);
        Judged(Of(Ends(instability: (0.5, 0.5), gap: 2)), Verdict.Contradicted, 0.25, 0.25, 0.25);
        Judged(Of(Ends(instability: (2, 4), gap: 2)), Verdict.Undecided, 1.5, 1.5 - (Student1 / 2), 1.5 + (Student1 / 2));
        Claim none = Of(Ends(instability: (3, 3), gap: -0.25));
        Judged(none, Verdict.Undecided, null, null, null);
        Assert.Equal("The mean gap is -0.25: there is nothing to compare with.", none.Note);

        Claim Of(End[] ends) => truth ? Claim(id, ends, Ends()) : Claim(id, Ends(), ends);
    }

    [Fact]
    public void Recursion()
    {
        // Batches of one in a hundred examples seldom meet the replaced one: without a difference of gradients δ may grow by (1 + 0.1 · 10)² = 4.
        Judged(Claim("recursion-holds", Ends(distance: (0.3, 0.2)), Ends(distance: (0.1, 0.2))), Verdict.Held, Math.Log10(4 / 3.0), null, null);
        Judged(Claim("recursion-holds", Ends(distance: (0.8, 0.2)), Ends(distance: (0.1, 0.2))), Verdict.Contradicted, Math.Log10(0.5), null, null);
        Claim never = Claim("recursion-holds", Ends(distance: (0, 0)), Ends(distance: (0, 0)));
        Judged(never, Verdict.Undecided, null, null, null);
        Assert.Equal("No twins were observed after they had parted.", never.Note);
    }

    [Fact]
    public void Bound()
    {
        // (L²/m) η √2 Σ 2^k over the three steps, with α = 0.
        double bound = Math.Log10(100 / 100.0 * 0.1 * Math.Sqrt(2) * 7);
        Judged(Claim("bound-holds", Ends(gap: 0.5), Ends(gap: -0.8)), Verdict.Held, bound - Math.Log10(0.8), null, null);
        Judged(Claim("bound-holds", Ends(gap: 0.5), Ends(gap: 2)), Verdict.Contradicted, bound - Math.Log10(2), null, null);
        Judged(Claim("bound-vacuous", Ends(largest: 0.5), Ends(largest: 0.7)), Verdict.Held, bound - Math.Log10(0.7), null, null);
        Judged(Claim("bound-vacuous", Ends(largest: 0.5), Ends(largest: 9)), Verdict.Contradicted, bound - Math.Log10(9), null, null);
    }

    [Theory]
    [InlineData("momentum", 0)]
    [InlineData("sgd", 0.01)]
    public void Only_plain_descent_is_held_against_the_theorem(string optimizer, double decay)
    {
        IReadOnlyList<Claim> claims = StabilityClaims.Judge(Record(Ends(), Ends(), s => s with { Optimizer = s.Optimizer with { Name = optimizer, WeightDecay = decay } }));
        foreach (string id in (string[])["recursion-holds", "bound-holds", "bound-vacuous"])
        {
            Claim claim = claims.Single(c => c.Id == id);
            Judged(claim, Verdict.Undecided, null, null, null);
            Assert.Equal("The theorem is about plain stochastic gradient descent: optimizer=sgd, weight-decay=0.", claim.Note);
        }
    }

    [Fact]
    public void The_claims_judged_are_the_claims_stated() => Assert.Equal(
        new StabilityExperiment().Claims.Select(c => (c.Id, c.Statement, c.Source, c.Expected)),
        StabilityClaims.Judge(Record(Ends(), Ends())).Select(c => (c.Id, c.Statement, c.Source, c.Expected)));

    private static Claim Claim(string id, End[] truth, End[] random) => StabilityClaims.Judge(Record(truth, random)).Single(c => c.Id == id);

    private static End[] Ends((double, double)? coherence = null, (double, double)? distance = null, (double, double)? instability = null, double gap = 1, double deviation = 0, double largest = 0.5)
    {
        (double c1, double c2) = coherence ?? (0, 0);
        (double d1, double d2) = distance ?? (0.1, 0.1);
        (double i1, double i2) = instability ?? (1, 1);
        return [new End(c1, d1, i1, gap, deviation, largest), new End(c2, d2, i2, gap, deviation, largest)];
    }

    private static TwinRecord Record(End[] truth, End[] random, Func<TrainingSettings, TrainingSettings>? change = null)
    {
        RunRecord made = Of(10, 10,
        [
            .. truth.Select((end, j) => Observations($"true-{j + 1}", end)),
            .. random.Select((end, j) => Observations($"random-{j + 1}", end)),
        ]);
        TrialPlan[] trials = [.. made.Trials.Select(t => t with { Settings = change?.Invoke(t.Settings) ?? t.Settings })];
        return new TwinRecord(new RunRecord(made.Laboratory, trials, trials.SelectMany((t, i) => Observations(t.Series, i < truth.Length ? truth[i] : random[i - truth.Length])), name => throw new KeyNotFoundException(name)));
    }

    /// <summary>The twins part by 0.1 in the first step, if they do, and end three steps from the start, 2 away from it.</summary>
    private static Observation[] Observations(string series, End end)
    {
        double parted = end.Distance == 0 ? 0 : 0.1;
        return [At(0, 0, 0), At(1, parted, 1), At(3, end.Distance, 2)];

        Observation At(long step, double distance, double travelled) => new(series, step, new Dictionary<string, double>
        {
            [MetricNames.TrainLoss] = 1,
            [MetricNames.TestLoss] = 1 + end.Gap,
            [MetricNames.TrainAccuracy] = 1,
            [MetricNames.MCoherence] = end.Coherence,
            [StabilityNames.TwinDistance] = distance,
            [StabilityNames.Travelled] = travelled,
            [StabilityNames.Instability] = end.Instability,
            [StabilityNames.TestLossDeviation] = end.Deviation,
            [StabilityNames.LargestTestLoss] = end.Largest,
            [StabilityNames.LargestGradient] = 10,
            [StabilityNames.GradientDifference] = 0,
            [StabilityNames.Smoothness] = 10,
        });
    }

    private sealed record End(double Coherence, double Distance, double Instability, double Gap, double Deviation, double Largest);
}
