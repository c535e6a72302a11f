using Occam.Experiments.Judging;
using Occam.Experiments.Randomization;
using Occam.Records;
using static Occam.Experiments.Tests.Support.MadeUp;

namespace Occam.Experiments.Tests.Judging;

/// <summary>Every branch of every claim of the randomization experiment, on records made for it.</summary>
public sealed class RandomizationClaimsTests
{
    [Fact]
    public void All_fitted()
    {
        Judged(Claim("all-fitted", Run(100, 110), Run(200, 220)), Verdict.Held, 1, null, null);
        Observation[] unfinished = Observed("corrupted-50", 0.5, (0, 0.1), (300, 0.7));
        Claim claim = Claim("all-fitted", Run(100, 110), unfinished, Run(200, 220, "random"));
        Judged(claim, Verdict.Undecided, 0.7, null, null);
        Assert.Equal("The training 'corrupted-50' reached 70.0 % in 300 steps; more steps= may fit it.", claim.Note);
    }

    [Fact]
    public void Slowdown_monotone()
    {
        // A crossing at 99 % between 0 and 1 lies 0.99 of the way: 109.9 between 100 and 110.
        Judged(
            Claim("slowdown-monotone", Run(100, 110), Run(200, 220, "b"), Run(300, 320, "c")),
            Verdict.Held, 319.8 / 219.8, 300.0 / 220, 320.0 / 200);
        Judged(Claim("slowdown-monotone", Run(100, 110), Run(200, 220, "b"), Run(100, 110, "c")), Verdict.Contradicted, 109.9 / 219.8, 100.0 / 220, 110.0 / 200);
        Judged(Claim("slowdown-monotone", Run(100, 110), Run(105, 115, "b")), Verdict.Undecided, 114.9 / 109.9, 105.0 / 110, 115.0 / 100);
    }

    [Fact]
    public void Slowdown_is_not_judged_where_one_is_not_fitted_or_alone()
    {
        Claim claim = Claim("slowdown-monotone", Run(100, 110), Observed("b", 0.5, (0, 0.1), (300, 0.7)));
        Judged(claim, Verdict.Undecided, null, null, null);
        Assert.Equal("'b' or 'true' was not fitted.", claim.Note);
        Assert.Equal("There is only one corruption.", Claim("slowdown-monotone", Run(100, 110)).Note);
    }

    [Fact]
    public void Constant_factor()
    {
        Judged(Claim("slowdown-constant-factor", Run(100, 110), Run(200, 220, "b"), Run(400, 440, "c")), Verdict.Held, 439.6 / 109.9, 400.0 / 110, 440.0 / 100);
        Judged(Claim("slowdown-constant-factor", Run(100, 110), Run(2000, 2200, "b")), Verdict.Contradicted, 2198.0 / 109.9, 2000.0 / 110, 2200.0 / 100);
        Judged(Claim("slowdown-constant-factor", Run(100, 110), Run(1000, 1100, "b")), Verdict.Undecided, 1099.0 / 109.9, 1000.0 / 110, 1100.0 / 100);
        Claim claim = Claim("slowdown-constant-factor", Run(100, 110), Observed("b", 0.5, (0, 0.1), (300, 0.7)));
        Judged(claim, Verdict.Undecided, null, null, null);
        Assert.Equal("The first or the last corruption was not fitted.", claim.Note);
    }

    [Fact]
    public void Error_rises()
    {
        // The normal interval of a difference of two proportions on 1000 examples each; the smallest rise decides.
        double half = Intervals.Z * Math.Sqrt(((0.6 * 0.4) + (0.5 * 0.5)) / 1000);
        Judged(Claim("error-rises", Run(1, 2, "a", 0.9), Run(1, 2, "b", 0.6), Run(1, 2, "c", 0.5)), Verdict.Held, 0.1, 0.1 - half, 0.1 + half);
        Judged(Claim("error-rises", Run(1, 2, "a", 0.9), Run(1, 2, "b", 0.5), Run(1, 2, "c", 0.6)), Verdict.Contradicted, -0.1, -0.1 - half, -0.1 + half);
        half = Intervals.Z * Math.Sqrt(((0.51 * 0.49) + (0.5 * 0.5)) / 1000);
        Judged(Claim("error-rises", Run(1, 2, "a", 0.51), Run(1, 2, "b", 0.5)), Verdict.Undecided, 0.01, 0.01 - half, 0.01 + half);
    }

    [Fact]
    public void Error_is_not_judged_without_a_test_set_or_a_second_corruption()
    {
        const string why = "There is no test set, or only one corruption.";
        Assert.Equal(why, Claim("error-rises", Run(1, 2)).Note);
        Assert.Equal(why, RandomizationClaims.Judge(Of(0, 10, Run(1, 2), Run(1, 2, "b"))).Single(c => c.Id == "error-rises").Note);
    }

    [Fact]
    public void The_claims_judged_are_the_claims_stated()
    {
        IReadOnlyList<Claim> judged = RandomizationClaims.Judge(Of(1000, 10, Run(100, 110), Run(200, 220, "random")));
        Assert.Equal(
            new RandomizationExperiment().Claims.Select(c => (c.Id, c.Statement, c.Source, c.Expected)), judged.Select(c => (c.Id, c.Statement, c.Source, c.Expected)));
    }

    private static Claim Claim(string id, params Observation[][] trainings) =>
        RandomizationClaims.Judge(Of(1000, 10, trainings)).Single(c => c.Id == id);

    /// <summary>Nothing right until one step, everything from the next observation on.</summary>
    private static Observation[] Run(long before, long after, string series = "true", double test = 0.5) =>
        Observed(series, test, (0, 0), (before, 0), (after, 1));
}
