using Occam.Experiments.Judging;
using Occam.Experiments.Randomization;
using Occam.Experiments.Trials;
using Occam.Networks.Architectures;
using Occam.Records;
using Occam.Records.Figures;
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
        Claim claim = Claim("slowdown-monotone", Observed("true", 0.5, (0, 0.1), (300, 0.7)), Run(200, 220, "b"));
        Judged(claim, Verdict.Undecided, null, null, null);
        Assert.Equal("'true' was not fitted.", claim.Note);
        Assert.Equal("There is only one corruption.", Claim("slowdown-monotone", Run(100, 110)).Note);
    }

    [Fact]
    public void One_that_ran_out_of_steps_is_slower_by_at_least_those()
    {
        Claim slower = Claim("slowdown-monotone", Run(100, 110), Unfitted("b", 300));
        Judged(slower, Verdict.Held, 300.0 / 110, 300.0 / 110, null);
        Assert.Equal("Smallest: 'b' over 'true'. 'b' was not fitted in 300 steps, so the ratio is at least this.", slower.Note);
        Judged(Claim("slowdown-monotone", Run(100, 110), Unfitted("b", 105)), Verdict.Undecided, 105.0 / 110, 105.0 / 110, null);
    }

    [Fact]
    public void A_factor_without_an_upper_bound_is_contradicted_or_undecided_but_never_held()
    {
        Judged(Claim("slowdown-constant-factor", Run(100, 110), Unfitted("random", 2000)), Verdict.Contradicted, 2000.0 / 110, 2000.0 / 110, null);
        Claim open = Claim("slowdown-constant-factor", Run(100, 110), Unfitted("random", 550));
        Judged(open, Verdict.Undecided, 5, 5, null);
        Assert.Equal("linear at least 5.00. 'random' was not fitted in 550 steps, so the ratio is at least this.", open.Note);
    }

    [Fact]
    public void A_network_without_an_upper_bound_hides_no_larger_ratio_and_is_hidden_by_none()
    {
        Judged(Factor(Unfitted("lenet-random", 3300), 800), Verdict.Undecided, 3, 3, null);
        Judged(Factor(Unfitted("lenet-random", 3300), 2000), Verdict.Contradicted, 2009.9 / 109.9, 2000.0 / 110, 2010.0 / 100);

        static Claim Factor(Observation[] lenet, long steps)
        {
            Observation[][] trainings = [Run(100, 110), Run(steps, steps + 10, "random"), Run(1000, 1100, "lenet-true"), lenet];
            NetworkPlan other = new("lenet", new ModelOptions(), "he");
            RunRecord record = Of(1000, 10, trainings).Changed(trainings.SelectMany(t => t), t => t.Series.StartsWith("lenet", StringComparison.Ordinal) ? t with { Network = other } : t);
            return RandomizationClaims.Judge(record).Single(c => c.Id == "slowdown-constant-factor");
        }
    }

    [Fact]
    public void Constant_factor()
    {
        Judged(Claim("slowdown-constant-factor", Run(100, 110), Run(200, 220, "b"), Run(400, 440, "random")), Verdict.Held, 439.6 / 109.9, 400.0 / 110, 440.0 / 100);
        Judged(Claim("slowdown-constant-factor", Run(100, 110), Run(2000, 2200, "random")), Verdict.Contradicted, 2198.0 / 109.9, 2000.0 / 110, 2200.0 / 100);
        Judged(Claim("slowdown-constant-factor", Run(100, 110), Run(1000, 1100, "random")), Verdict.Undecided, 1099.0 / 109.9, 1000.0 / 110, 1100.0 / 100);
        Claim claim = Claim("slowdown-constant-factor", Unfitted("true", 300), Run(100, 110, "random"));
        Judged(claim, Verdict.Undecided, null, null, null);
        Assert.Equal("The first corruption was not fitted.", claim.Note);
        Claim without = Claim("slowdown-constant-factor", Run(100, 110), Run(200, 220, "corrupted-10"));
        Judged(without, Verdict.Undecided, null, null, null);
        Assert.Equal("It needs a training on true labels and one on random labels.", without.Note);
    }

    [Fact]
    public void Error_rises()
    {
        // The normal interval of a difference of two proportions on 1000 examples each, for both differences at once.
        double half = Half(2, 0.6, 0.5);
        Judged(Claim("error-rises", Run(1, 2, "a", 0.9), Run(1, 2, "b", 0.6), Run(1, 2, "c", 0.5)), Verdict.Held, 0.1, 0.1 - half, 0.1 + half);
        Claim contradicted = Claim("error-rises", Run(1, 2, "a", 0.9), Run(1, 2, "b", 0.5), Run(1, 2, "c", 0.6));
        Judged(contradicted, Verdict.Contradicted, -0.1, -0.1 - half, -0.1 + half);
        Assert.Equal("Smallest: from 'b' to 'c'.", contradicted.Note);
        half = Half(1, 0.51, 0.5);
        Judged(Claim("error-rises", Run(1, 2, "a", 0.51), Run(1, 2, "b", 0.5)), Verdict.Undecided, 0.01, 0.01 - half, 0.01 + half);
    }

    [Fact]
    public void The_smallest_of_many_rises_has_an_interval_that_holds_for_all_of_them()
    {
        // A rise of 0.046 is 2.07 standard errors: alone it is one, picked out of two it is none.
        Assert.Equal(Verdict.Held, Claim("error-rises", Run(1, 2, "a", 0.546), Run(1, 2, "b", 0.5)).Verdict);
        Judged(
            Claim("error-rises", Run(1, 2, "z", 0.9), Run(1, 2, "a", 0.546), Run(1, 2, "b", 0.5)), Verdict.Undecided, 0.546 - 0.5, 0.046 - Half(2, 0.546, 0.5), 0.046 + Half(2, 0.546, 0.5));
        // The rise by 0.04 is the smaller one and known to be above 0; the one by 0.045 is not.
        Claim lowest = Claim("error-rises", Run(1, 2, "a", 0.96), Run(1, 2, "b", 0.92), Run(1, 2, "c", 0.545), Run(1, 2, "d", 0.5));
        Judged(lowest, Verdict.Undecided, 0.545 - 0.5, 0.045 - Half(3, 0.545, 0.5), 0.045 + Half(3, 0.545, 0.5));
        Assert.Equal("Smallest: from 'c' to 'd'.", lowest.Note);
        Assert.True(0.04 - Half(3, 0.96, 0.92) > 0);
    }

    [Fact]
    public void The_lowest_end_of_all_ratios_decides_and_one_below_contradicts()
    {
        // 1.27 (1.18 to 1.40) is the smaller ratio, 2.13 (0.86 to 2.31) the one that may be below 1.
        Judged(Claim("slowdown-monotone", Run(100, 110), Run(130, 140, "b"), Run(120, 300, "c")), Verdict.Undecided, 298.2 / 139.9, 120.0 / 140, 300.0 / 130);
        // 0.91 (0.83 to 0.99) contradicts, although 2.99 (0.45 to 3.2) reaches further down.
        Judged(Claim("slowdown-monotone", Run(1100, 1200), Run(1000, 1090, "b"), Run(490, 3200, "c")), Verdict.Contradicted, 1089.1 / 1199, 1000.0 / 1200, 1090.0 / 1100);
        Claim order = Claim("convergence-order", Run(100, 110), Run(130, 140, "shuffled-pixels"), Run(200, 210, "random-pixels"), Run(120, 300, "gaussian"), Run(400, 410, "random"));
        Judged(order, Verdict.Undecided, 298.2 / 139.9, 120.0 / 140, 300.0 / 130);
        Assert.Equal("Smallest: 'gaussian' over 'shuffled-pixels'.", order.Note);
        // The larger factor is 8.2 (8 to 8.8); that of 6.0 may be 11.
        Observation[][] trainings = [Run(100, 110), Run(900, 910, "random"), Run(100, 110, "lenet-true"), Run(300, 1100, "lenet-random")];
        RunRecord record = Of(1000, 10, trainings).Changed(trainings.SelectMany(t => t), t => t.Series.StartsWith("lenet", StringComparison.Ordinal) ? t with { Network = new NetworkPlan("lenet", new ModelOptions(), "he") } : t);
        Assert.Equal(11, RandomizationClaims.Judge(record).Single(c => c.Id == "slowdown-constant-factor").High);
    }

    [Fact]
    public void A_fit_that_was_seen_on_a_sample_says_how_well_it_is_known()
    {
        RunRecord record = Of(1000, 10, Run(100, 110), Run(200, 220, "random"));
        RunRecord probed = new(record.Laboratory with { Probe = 50 }, record.Trials, [.. Run(100, 110), .. Run(200, 220, "random")], name => throw new KeyNotFoundException(name));
        Claim fitted = RandomizationClaims.Judge(probed).Single(c => c.Id == "all-fitted");
        Judged(fitted, Verdict.Held, 1, null, null);
        // Wilson's interval of 50 of 50: from 50/(50 + 1.96²).
        Assert.Equal("Measured on 50 of 100 examples, the largest of 3 observations: one alone is known from 92.87 % to 100.00 %.", fitted.Note);
        Assert.Null(RandomizationClaims.Judge(record).Single(c => c.Id == "all-fitted").Note);
    }

    [Fact]
    public void Captions_say_what_came_out()
    {
        Figure[] figures = [.. RandomizationFigures.All(Of(1000, 10, [.. Five(400, 300, 200, 100, 999).SkipLast(1), Unfitted("random", 900)]))];
        Assert.Equal(
            "Mean training loss under each condition. The paper has all go to zero, true labels first and random ones last. "
            + "Steps to 99 % here: gaussian (110), random-pixels (210), shuffled-pixels (310), true (410). Not fitted: random (50.0 %).",
            figures.Single(f => f.Id == "learning-curves").Caption);
        Figure coherence = RandomizationFigures.All(Of(1000, 10, Run(1, 2).With(_ => 0.91, 0.1), Run(1, 2, "random").With(_ => 1.634, 0.1))).Single(f => f.Id == "coherence");
        Assert.EndsWith("would have it smaller on corrupted labels. At the end here: true 0.91, random 1.63.", coherence.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Error_is_not_judged_without_a_test_set_or_a_second_corruption()
    {
        const string why = "There is no test set, or only one corruption.";
        Assert.Equal(why, Claim("error-rises", Run(1, 2)).Note);
        Assert.Equal(why, RandomizationClaims.Judge(Of(0, 10, Run(1, 2), Run(1, 2, "b"))).Single(c => c.Id == "error-rises").Note);
    }

    [Fact]
    public void Error_is_not_judged_on_corrupted_test_labels()
    {
        RunRecord record = Of(1000, 10, Run(1, 2, "true", 0.9), Run(1, 2, "random", 0.1));
        RunRecord corrupted = record.Changed(
            [.. Run(1, 2, "true", 0.9), .. Run(1, 2, "random", 0.1)], t => t.Series == "true" ? t : t with { Test = t.Test!.WithLabels([.. Enumerable.Repeat(3, 1000)]) });
        Assert.Equal("Test labels are corrupted too.", RandomizationClaims.Judge(corrupted).Single(c => c.Id == "error-rises").Note);
        Assert.Equal(Verdict.Held, RandomizationClaims.Judge(record).Single(c => c.Id == "error-rises").Verdict);
    }

    [Fact]
    public void Convergence_order()
    {
        Claim held = Claim("convergence-order", Five(100, 130, 200, 170, 400));
        Judged(held, Verdict.Held, 139.9 / 109.9, 130.0 / 110, 140.0 / 100);
        Assert.Equal("Smallest: 'shuffled-pixels' over 'true'.", held.Note);
        Judged(Claim("convergence-order", Five(100, 200, 150, 300, 400)), Verdict.Contradicted, 159.9 / 209.9, 150.0 / 210, 160.0 / 200);
        Judged(Claim("convergence-order", Five(100, 105, 200, 170, 400)), Verdict.Undecided, 114.9 / 109.9, 105.0 / 110, 115.0 / 100);
        Assert.Equal("It needs the trainings 'true' and 'shuffled-pixels'.", Claim("convergence-order", Run(1, 2), Run(3, 4, "random")).Note);
    }

    [Fact]
    public void Noise_before_random_labels()
    {
        // Shuffled pixels are of no concern here.
        Judged(Claim("noise-before-random-labels", Five(100, 999, 200, 170, 400)), Verdict.Held, 409.9 / 209.9, 400.0 / 210, 410.0 / 200);
        Judged(Claim("noise-before-random-labels", Five(100, 999, 200, 500, 400)), Verdict.Contradicted, 409.9 / 509.9, 400.0 / 510, 410.0 / 500);
        Observation[][] unfitted = Five(100, 200, 300, 300, 400);
        unfitted[3] = Unfitted("gaussian", 900);
        Assert.Equal("'gaussian' was not fitted.", Claim("noise-before-random-labels", unfitted).Note);
    }

    [Fact]
    public void Error_meets_chance()
    {
        (double low, double high) = Intervals.Proportion(0.11, 1000);
        Judged(Claim("error-meets-chance", Run(1, 2), Run(1, 2, "random", 0.11)), Verdict.Held, 0.1 - 0.11, 0.1 - high, 0.1 - low);
        (low, high) = Intervals.Proportion(0.5, 1000);
        Judged(Claim("error-meets-chance", Run(1, 2), Run(1, 2, "random", 0.5)), Verdict.Contradicted, 0.1 - 0.5, 0.1 - high, 0.1 - low);
        // 100 labels in one draw may do that by themselves: ± 0.186, and ± 0.05 is allowed.
        (low, high) = Intervals.Proportion(0.2, 1000);
        Claim draw = Claim("error-meets-chance", Run(1, 2), Run(1, 2, "random", 0.2));
        Judged(draw, Verdict.Undecided, 0.1 - 0.2, 0.1 - high, 0.1 - low);
        Assert.Equal(
            "In 'random'. The interval covers the choice of test examples, not the one draw of 100 labels, which may move the accuracy by ± 0.186: contradicted only beyond that.", draw.Note);
        (low, high) = Intervals.Proportion(0.14, 1000);
        Judged(Claim("error-meets-chance", Run(1, 2), Run(1, 2, "random", 0.14)), Verdict.Undecided, 0.1 - 0.14, 0.1 - high, 0.1 - low);
        Assert.Equal("It needs a test set and a training on random labels.", Claim("error-meets-chance", Run(1, 2), Run(1, 2, "b")).Note);
    }

    [Fact]
    public void Other_networks_are_judged_with_the_first_each_against_its_own_training_on_true_labels()
    {
        Observation[][] trainings = [Run(100, 110), Run(200, 220, "random", 0.1), Run(1000, 1100, "lenet-true"), Run(5000, 5500, "lenet-random", 0.3)];
        NetworkPlan other = new("lenet", new ModelOptions(), "he");
        RunRecord record = Of(1000, 10, trainings).Changed(trainings.SelectMany(t => t), t => t.Series.StartsWith("lenet", StringComparison.Ordinal) ? t with { Network = other } : t);
        Claim Judgement(string id) => RandomizationClaims.Judge(record).Single(c => c.Id == id);
        Judged(Judgement("slowdown-monotone"), Verdict.Held, 219.8 / 109.9, 200.0 / 110, 220.0 / 100);
        Judged(Judgement("slowdown-constant-factor"), Verdict.Held, 5495.0 / 1099, 5000.0 / 1100, 5500.0 / 1000);
        Assert.Equal("linear 2.00, lenet 5.00.", Judgement("slowdown-constant-factor").Note);
        Assert.StartsWith("In 'lenet-random'.", Judgement("error-meets-chance").Note, StringComparison.Ordinal);
        double half = Half(2, 0.5, 0.3);
        Judged(Judgement("error-rises"), Verdict.Held, 0.2, 0.2 - half, 0.2 + half);
    }

    [Fact]
    public void The_claims_judged_are_the_claims_stated()
    {
        IReadOnlyList<Claim> judged = RandomizationClaims.Judge(Of(1000, 10, Run(100, 110), Run(200, 220, "random")));
        Assert.Equal(
            new RandomizationExperiment().Claims.Select(c => (c.Id, c.Statement, c.Source, c.Expected)), judged.Select(c => (c.Id, c.Statement, c.Source, c.Expected)));
    }

    /// <summary>Half of the interval of a difference of two proportions, one success and one failure added to each.</summary>
    private static double Half(int differences, double a, double b)
    {
        static double Variance(double p) => (p * 1000 + 1) / 1002 * (1 - ((p * 1000 + 1) / 1002)) / 1002;
        double z = differences switch { 1 => 1.959963984540054, 2 => 2.241402727604947, _ => 2.3939797998185104 };
        return z * Math.Sqrt(Variance(a) + Variance(b));
    }

    private static Claim Claim(string id, params Observation[][] trainings) =>
        RandomizationClaims.Judge(Of(1000, 10, trainings)).Single(c => c.Id == id);

    private static Observation[][] Five(long truth, long shuffled, long moved, long gaussian, long random) =>
    [
        Run(truth, truth + 10), Run(shuffled, shuffled + 10, "shuffled-pixels"), Run(moved, moved + 10, "random-pixels"), Run(gaussian, gaussian + 10, "gaussian"),
        Run(random, random + 10, "random"),
    ];

    /// <summary>Half of it right when the steps ran out.</summary>
    private static Observation[] Unfitted(string series, long steps) => Observed(series, 0.5, (0, 0), (steps, 0.5));

    /// <summary>Nothing right until one step, everything from the next observation on.</summary>
    private static Observation[] Run(long before, long after, string series = "true", double test = 0.5) =>
        Observed(series, test, (0, 0), (before, 0), (after, 1));
}
