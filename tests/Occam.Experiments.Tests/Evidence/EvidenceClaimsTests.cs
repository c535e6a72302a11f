using Occam.Experiments.Evidence;
using Occam.Experiments.Judging;
using Occam.Records;
using static Occam.Experiments.Tests.Support.MadeUp;

namespace Occam.Experiments.Tests.Evidence;

/// <summary>Every branch of every claim of the evidence experiment, on records made for it: five λ from 0.01 to 100.</summary>
public sealed class EvidenceClaimsTests
{
    private static readonly double[] Lambdas = [0.01, 0.1, 1, 10, 100];

    [Theory]
    [InlineData("fits-true-labels")]
    [InlineData("fits-random-labels")]
    public void Fit(string id)
    {
        Judged(Claim(id, new Made()), Verdict.Held, 1, null, null);
        Made half = id == "fits-true-labels" ? new Made { TrueAccuracy = 0.99 } : new Made { LastAccuracy = 0.5 };
        Claim open = Claim(id, half);
        Judged(open, Verdict.Undecided, id == "fits-true-labels" ? 0.99 : 0.5, null, null);
        Assert.Equal("A smaller λ may fit them.", open.Note);
    }

    [Fact]
    public void Random_labels_lose()
    {
        // Means 4 but for one λ, where the draws are 1 and 3: nine ones and a three; t(0.975, 9) = 2.2622, error 0.2.
        Claim held = Claim("random-labels-lose-to-null", new Made { Lowest = [1, 1, 1, 1, 1, 1, 1, 1, 1, 3] });
        Assert.Equal((Verdict.Held, 1.2), (held.Verdict, held.Measured!.Value));
        Assert.Equal(1.2 - (2.2621571627409915 * 0.2), held.Low!.Value, 1e-9);
        Assert.Equal(1.2 + (2.2621571627409915 * 0.2), held.High!.Value, 1e-9);
        Assert.Equal(Verdict.Contradicted, Claim("random-labels-lose-to-null", new Made { Lowest = [-1, -1, -1, -1, -1, -1, -1, -1, -1, 3] }).Verdict);
        Assert.Equal(Verdict.Contradicted, Claim("random-labels-lose-to-null", new Made { Lowest = [-3.1, 9, 9, 9, 9, 9, 9, 9, 9, 9] }).Verdict);
        Assert.Equal(Verdict.Held, Claim("random-labels-lose-to-null", new Made { Lowest = [-2.9, 9, 9, 9, 9, 9, 9, 9, 9, 9] }).Verdict);
        Claim few = Claim("random-labels-lose-to-null", new Made { Lowest = [1, 1, 1] });
        Assert.Equal(Verdict.Undecided, few.Verdict);
        Assert.StartsWith("At least 10 draws are needed.", few.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void True_labels_win()
    {
        Judged(Claim("true-labels-beat-null", new Made { True = [-10, -60, -51, -9, 0] }), Verdict.Held, -60, null, null);
        Judged(Claim("true-labels-beat-null", new Made { True = [-10, -49, -40, -9, 0] }), Verdict.Contradicted, -49, null, null);
        Claim end = Claim("true-labels-beat-null", new Made { True = [-70, -60, -51, -9, 0] });
        Judged(end, Verdict.Undecided, -70, null, null);
        Assert.Equal("At λ = 0.01. That is an end of the range: widen lambda-from or lambda-to.", end.Note);
    }

    [Theory]
    [InlineData("random-labels-lose-to-null")]
    [InlineData("true-labels-beat-null")]
    [InlineData("evidence-agrees-with-test-loss")]
    public void A_bias_outside_of_its_prior_leaves_the_evidence_open(string id)
    {
        Claim claim = Claim(id, new Made { Bias = -10.5 });
        Judged(claim, Verdict.Undecided, null, null, null);
        Assert.Equal("A bias of 10.5 lies outside of its prior: raise bias-range, which is 10.", claim.Note);
    }

    [Fact]
    public void Agreement()
    {
        Made at = new() { True = [-10, -60, -51, -9, 0] };
        Judged(Claim("evidence-agrees-with-test-loss", at with { Loss = [3, 1, 2, 3, 4] }), Verdict.Held, 0, null, null);
        Judged(Claim("evidence-agrees-with-test-loss", at with { Loss = [3, 2, 1, 3, 4] }), Verdict.Held, 1, null, null);
        Judged(Claim("evidence-agrees-with-test-loss", at with { Loss = [4, 3, 2, 1, 4] }), Verdict.Contradicted, 2, null, null);
        Judged(Claim("evidence-agrees-with-test-loss", at with { Loss = [4, 3, 2, 1, 4], Spread = [0, 9, 0, 0, 0] }), Verdict.Undecided, 2, null, null);
        Claim end = Claim("evidence-agrees-with-test-loss", at with { Loss = [1, 2, 3, 4, 5] });
        Judged(end, Verdict.Undecided, null, null, null);
        Assert.Equal("One of the minima lies at an end of the range: widen lambda-from or lambda-to.", end.Note);
    }

    [Fact]
    public void The_note_names_the_test_losses_that_are_not_told_apart()
    {
        // At λ = 1 both images lose the same more than at 0.1: certain. At 0.01 one loses 3 more and the other 1 less: not told apart.
        Claim claim = Claim("evidence-agrees-with-test-loss", new Made { True = [-10, -60, -51, -9, 0], Loss = [2, 1, 3, 4, 5], Spread = [2, 0, 0, 0, 0] });
        Assert.Equal("λ = 0.1 by evidence, 0.1 by test loss; 2 test images do not tell the latter from 0.01 to 0.1.", claim.Note);
    }

    [Fact]
    public void Network()
    {
        Judged(Claim("network-true-labels-beat-null", new Made { NetworkTrue = [Point(-60), Point(-20)] }), Verdict.Held, -60, null, null);
        Judged(Claim("network-true-labels-beat-null", new Made { NetworkTrue = [Point(-49), Point(-20)] }), Verdict.Contradicted, -49, null, null);
        Judged(Claim("network-random-labels-lose-to-null", new Made { NetworkRandom = [Point(5), Point(3)] }), Verdict.Held, 3, null, null);
        Judged(Claim("network-random-labels-lose-to-null", new Made { NetworkRandom = [Point(5), Point(-1)] }), Verdict.Contradicted, -1, null, null);
        Assert.Equal("With the whole Hessian: E = 5.5 nats.", Claim("network-random-labels-lose-to-null", new Made { NetworkRandom = [Point(5), Point(5)] }).Note);
        Assert.Equal(
            "With the whole Hessian there is no evidence: 2 eigenvalues are not positive.",
            Claim("network-random-labels-lose-to-null", new Made { NetworkRandom = [Point(5) with { Hessian = double.NaN, NonPositive = 2 }, Point(9)] }).Note);
        Claim moving = Claim("network-random-labels-lose-to-null", new Made { NetworkRandom = [Point(5), Point(3) with { Gain = 0.01, GradientNorm = 0.5 }] });
        Judged(moving, Verdict.Undecided, null, null, null);
        Assert.Equal("Not at a stationary point: ‖∇C‖ = 0.5, about 0.01 nats above a minimum.", moving.Note);
        Judged(Claim("network-true-labels-beat-null", new Made { NetworkTrue = [] }), Verdict.Undecided, null, null, null);
    }

    [Fact]
    public void The_claims_judged_are_the_claims_stated() => Assert.Equal(
        new EvidenceExperiment().Claims.Select(c => (c.Id, c.Statement, c.Source, c.Expected)),
        EvidenceClaims.Judge(Record(new Made())).Select(c => (c.Id, c.Statement, c.Source, c.Expected)));

    private static Claim Claim(string id, Made made) => EvidenceClaims.Judge(Record(made)).Single(c => c.Id == id);

    private static NetworkValues Point(double energy) => new(energy, energy + 0.5, 0, 0, 0, 1, 1, 0, 0);

    private static RunRecord Record(Made made)
    {
        int draws = made.Lowest.Length;
        double[] lambdas = made.NetworkTrue.Length == 0 ? [] : [0.5, 2];
        Dictionary<string, double[]> arrays = new()
        {
            ["plan-lambdas"] = Lambdas,
            ["plan-network-lambdas"] = lambdas,
            ["plan-counts"] = [draws, 1, 10, 2],
        };
        for (int l = 0; l <= draws; l++)
        {
            string name = EvidenceNames.Linear(l);
            arrays[$"{name}-evidence"] = l == 0 ? made.True : [4, 4, made.Lowest[l - 1], 4, 4];
            arrays[$"{name}-train-accuracy"] = [l == 0 ? made.TrueAccuracy : l == draws ? made.LastAccuracy : 1, 0.5, 0.5, 0.5, 0.5];
            arrays[$"{name}-test-loss"] = made.Loss;
            arrays[$"{name}-test-losses"] = [.. made.Loss.SelectMany((loss, i) => (double[])[loss + made.Spread[i], loss - made.Spread[i]])];
            arrays[$"{name}-bias"] = [0, 0, 0, 0, made.Bias];
        }

        for (int i = 0; i < lambdas.Length; i++)
        {
            arrays[$"{EvidenceNames.Network(0, lambdas[i])}-values"] = made.NetworkTrue[i].ToArray();
            arrays[$"{EvidenceNames.Network(1, lambdas[i])}-values"] = made.NetworkRandom[i].ToArray();
        }

        return Of(2, 2, [], name => arrays[name]);
    }

    private sealed record Made
    {
        public double[] True { get; init; } = [-10, -60, -51, -9, 0];

        public double[] Lowest { get; init; } = [4, 4, 4, 4, 4, 4, 4, 4, 4, 4];

        public double[] Loss { get; init; } = [3, 1, 2, 3, 4];

        public double[] Spread { get; init; } = [0, 0, 0, 0, 0];

        public double TrueAccuracy { get; init; } = 1;

        public double LastAccuracy { get; init; } = 1;

        public double Bias { get; init; }

        public NetworkValues[] NetworkTrue { get; init; } = [Point(-60), Point(-20)];

        public NetworkValues[] NetworkRandom { get; init; } = [Point(5), Point(3)];
    }
}
