using Occam.Experiments.Explaining;
using Occam.Experiments.Judging;
using Occam.Experiments.Tests.Support;
using Occam.Records;
using static Occam.Experiments.Tests.Support.MadeUp;

namespace Occam.Experiments.Tests.Judging;

/// <summary>Every branch of every claim of the flagship, on records made for it.</summary>
public sealed class ExplainClaimsTests
{
    private static readonly (long, double)[] Fast = [(0, 0.1), (25, 0.2), (50, 0.4), (75, 0.6), (100, 0.8), (125, 1)];
    private static readonly (long, double)[] Slow = [(0, 0.1), (50, 0.2), (100, 0.4), (150, 0.6), (200, 0.8), (250, 1)];
    private static readonly (long, double)[] Unfinished = [(0, 0.1), (50, 0.2), (100, 0.4), (150, 0.6), (200, 0.8), (250, 0.98)];

    [Fact]
    public void Fitted()
    {
        RunRecord record = Twins(Fast, 0.9, Unfinished, 0.1);
        Judged(Claim(record, "true-labels-fitted"), Verdict.Held, 1, null, null);
        Claim random = Claim(record, "random-labels-fitted");
        Judged(random, Verdict.Undecided, 0.98, null, null);
        Assert.Equal("The training 'random' reached 98.0 % in 250 steps; more steps= may fit it.", random.Note);
        Judged(Claim(Twins(Unfinished, 0.9, Slow, 0.1), "true-labels-fitted"), Verdict.Undecided, 0.98, null, null);
        Judged(Claim(Twins(Unfinished, 0.9, Slow, 0.1), "random-labels-fitted"), Verdict.Held, 1, null, null);
    }

    [Theory]
    [InlineData(0.9, 0.09, 1000, 10, Verdict.Held)]
    [InlineData(0.9, 0.13, 1000, 10, Verdict.Undecided)]
    [InlineData(0.9, 0.1, 200, 10, Verdict.Undecided)]
    [InlineData(0.9, 0.2, 1000, 10, Verdict.Contradicted)]
    [InlineData(0.1, 0.4, 1000, 2, Verdict.Contradicted)]
    [InlineData(0.12, 0.1, 100, 10, Verdict.Undecided)]
    [InlineData(0.1, 0.1, 1000, 10, Verdict.Undecided)]
    public void Only_true_labels_generalize(double truth, double random, int test, int classes, Verdict verdict)
    {
        (double trueLow, double trueHigh) = Intervals.Proportion(truth, test);
        (double randomLow, double randomHigh) = Intervals.Proportion(random, test);
        Claim claim = Claim(Twins(Fast, truth, Slow, random, test, classes), "only-true-generalizes");
        Judged(claim, verdict, truth - random, trueLow - randomHigh, trueHigh - randomLow);
    }

    [Fact]
    public void Generalization_is_not_judged_before_both_are_fitted_or_without_a_test_set()
    {
        Claim unfitted = Claim(Twins(Fast, 0.9, Unfinished, 0.1), "only-true-generalizes");
        Assert.Equal((Verdict.Undecided, "Not both twins fitted their training labels."), (unfitted.Verdict, unfitted.Note));
        Claim untested = Claim(Twins(Fast, double.NaN, Slow, double.NaN, test: 0), "only-true-generalizes");
        Judged(untested, Verdict.Undecided, null, null, null);
        Assert.Equal("There is no test set.", untested.Note);
    }

    [Theory]
    [InlineData(8, 2, 0.1, Verdict.Held)]
    [InlineData(2, 8, 0.1, Verdict.Contradicted)]
    [InlineData(2.1, 2, 0.1, Verdict.Undecided)]
    public void Coherence_at_equal_accuracy(double truth, double random, double relativeError, Verdict verdict)
    {
        // Four levels, each with an error of √2·r in the logarithm; fully correlated, their mean has the same.
        double width = Math.Exp(Intervals.Z * relativeError * Math.Sqrt(2));
        Claim claim = Claim(Coherent(Fast, _ => truth, Slow, _ => random, relativeError), "coherence-higher-at-equal-accuracy");
        Judged(claim, verdict, truth / random, truth / random / width, truth / random * width);
        Assert.Null(claim.Note);
    }

    [Fact]
    public void Coherence_is_interpolated_in_its_logarithm()
    {
        // From 4^i to 4^(i+1) the middle is 2·4^i: at 30, 50, 70, 90 % that is 8, 32, 128, 512, whose geometric mean over 1 is 64.
        Claim claim = Claim(Coherent(Fast, i => Math.Pow(4, i), Slow, _ => 1, 0), "coherence-higher-at-equal-accuracy");
        Judged(claim, Verdict.Held, 64, 64, 64);
    }

    [Fact]
    public void Coherence_is_undecided_where_levels_are_missing()
    {
        (long, double)[] early = [(0, 0.1), (20, 0.35), (50, 0.4), (75, 0.6), (100, 0.8), (125, 1)];
        Claim some = Claim(Coherent(early, _ => 8, Slow, _ => 2, 0), "coherence-higher-at-equal-accuracy");
        Judged(some, Verdict.Undecided, 4, 4, 4);
        Assert.Equal("Not crossed by both trainings after the first 25 steps: 30 %.", some.Note);
        (long, double)[] never = [(0, 0.1), (50, 0.1), (250, 0.2)];
        Claim none = Claim(Coherent(Fast, _ => 8, never, _ => 2, 0), "coherence-higher-at-equal-accuracy");
        Judged(none, Verdict.Undecided, null, null, null);
        Assert.Equal("No accuracy level was crossed by both trainings after the first 25 steps.", none.Note);
    }

    [Fact]
    public void Random_labels_slower()
    {
        // 99 % lies 0.95 of the way from 80 to 100 %: step 123.75 of 100 to 125, and 247.5 of 200 to 250.
        Judged(Claim(Twins(Fast, 0.9, Slow, 0.1), "random-labels-slower"), Verdict.Held, 2, 200.0 / 125, 250.0 / 100);
        Judged(Claim(Twins(Slow, 0.9, Fast, 0.1), "random-labels-slower"), Verdict.Contradicted, 0.5, 100.0 / 250, 125.0 / 200);
        Judged(Claim(Twins(Fast, 0.9, Fast, 0.1), "random-labels-slower"), Verdict.Undecided, 1, 100.0 / 125, 125.0 / 100);
        Judged(Claim(Twins(Fast, 0.9, Unfinished, 0.1), "random-labels-slower"), Verdict.Held, 250.0 / 125, 250.0 / 125, null);
        Claim claim = Claim(Twins(Unfinished, 0.9, Slow, 0.1), "random-labels-slower");
        Judged(claim, Verdict.Undecided, null, null, null);
        Assert.Equal("True labels were not fitted to 99 %.", claim.Note);
    }

    [Fact]
    public void A_training_fitted_within_the_first_step_has_a_finite_bound()
    {
        (long, double)[] atOnce = [(0, 0.1), (1, 1)];
        Judged(Claim(Twins(atOnce, 0.9, [(0, 0), (2, 0.99)], 0.1), "random-labels-slower"), Verdict.Undecided, 2 / (0.89 / 0.9), 0, 2);
    }

    [Theory]
    [InlineData(2, 8, 0.1, Verdict.Held)]
    [InlineData(8, 2, 0.1, Verdict.Contradicted)]
    [InlineData(2, 2.1, 0.1, Verdict.Undecided)]
    public void Regret_at_equal_accuracy(double truth, double random, double relativeError, Verdict verdict)
    {
        double width = Math.Exp(Intervals.Z * relativeError * Math.Sqrt(2));
        Observation[] first = Observed("true", 0.9, Fast).With(_ => truth, relativeError, "gradient_regret/batch-8");
        Observation[] second = Observed("random", 0.1, Slow).With(_ => random, relativeError, "gradient_regret/batch-8");
        Judged(Claim(Three(first, second, Partly(0, 0, 0)), "regret-higher-on-random-labels"), verdict, random / truth, random / truth / width, random / truth * width);
    }

    [Theory]
    [InlineData(0.5, 0.1, 0.1, Verdict.Held)]
    [InlineData(0.1, 0.5, 0.1, Verdict.Contradicted)]
    [InlineData(0.5, 0.4, 0.1, Verdict.Undecided)]
    public void Pristine_and_corrupted_groups(double pristine, double corrupted, double error, Verdict verdict)
    {
        double half = Intervals.Z * error * Math.Sqrt(2);
        Claim claim = Claim(Three(Partly(pristine, corrupted, error)), "pristine-agree-more");
        Judged(claim, verdict, pristine - corrupted, pristine - corrupted - half, pristine - corrupted + half);
    }

    [Fact]
    public void Groups_that_were_not_measured_decide_nothing() =>
        Assert.Equal(Verdict.Undecided, Claim(Three(Observed("partly", 0.5, Slow)), "pristine-agree-more").Verdict);

    [Fact]
    public void Corrupted_labels_are_found_by_their_loss()
    {
        // 20 of 100 labels are wrong: the best ranking has an average precision of 1, the reverse one 0.111, equal losses have 0.2.
        Judged(Found(i => i < 20 ? 2 : 1), Verdict.Held, 1, 1, 1);
        Claim reverse = Found(i => i < 20 ? 1 - (i / 1000.0) : 2 + (i / 1000.0));
        Assert.Equal(Verdict.Contradicted, reverse.Verdict);
        Assert.Equal(Enumerable.Range(1, 20).Average(k => k / (80.0 + k)), reverse.Measured!.Value, 1e-12);
        Claim blind = Found(_ => 1);
        Assert.Equal(0.2, blind.Measured!.Value, 1e-12);
        Assert.Equal(Verdict.Contradicted, blind.Verdict);
        Assert.Equal("20.0 % of the labels are wrong; a ranking that knows nothing has that average precision.", blind.Note);
    }

    [Theory]
    [InlineData(2, 0.1, 4, 0.1, Verdict.Held)]
    [InlineData(4, 0.1, 2, 0.1, Verdict.Contradicted)]
    [InlineData(2, 0.5, 2.2, 0.5, Verdict.Undecided)]
    public void Flatter_minimum(double truth, double trueError, double random, double randomError, Verdict verdict)
    {
        double half = Intervals.Z * Math.Sqrt(Math.Pow(trueError / truth, 2) + Math.Pow(randomError / random, 2)), middle = Math.Log(random / truth);
        Judged(Ended("minimum-flatter-on-true-labels", "hessian-largest", (truth, trueError), (random, randomError)), verdict, random / truth, Math.Exp(middle - half), Math.Exp(middle + half));
    }

    [Fact]
    public void A_minimum_without_a_positive_eigenvalue_decides_nothing() =>
        Assert.Equal(Verdict.Undecided, Ended("minimum-flatter-on-true-labels", "hessian-largest", (0.1, 0.2), (1, 0)).Verdict);

    [Theory]
    [InlineData(0.5, -1, 0.05, Verdict.Held, Verdict.Held)]
    [InlineData(-1, 0.5, 0.03, Verdict.Contradicted, Verdict.Contradicted)]
    [InlineData(0.3, -0.2, 0.1, Verdict.Undecided, Verdict.Undecided)]
    public void Evidence_of_the_twins(double truth, double random, double error, Verdict prefers, Verdict loses)
    {
        // Tabulated: the 97.5 % point of Student's t with one degree of freedom, tan(0.475 π).
        double t = Math.Tan(0.475 * Math.PI), half = t * error * Math.Sqrt(2), own = t * error;
        Judged(Ended("evidence-prefers-true-labels", "evidence-over-null", (truth, error), (random, error)), prefers, truth - random, truth - random - half, truth - random + half);
        Judged(Ended("random-labels-lose-to-null", "evidence-over-null", (truth, error), (random, error)), loses, -random, -random - own, -random + own);
    }

    [Theory]
    [InlineData("true", "minimum-flatter-on-true-labels", true)]
    [InlineData("random", "minimum-flatter-on-true-labels", true)]
    [InlineData("random", "evidence-prefers-true-labels", true)]
    [InlineData("random", "random-labels-lose-to-null", true)]
    [InlineData("true", "random-labels-lose-to-null", false)]
    public void Where_a_twin_stopped_on_its_way_down_there_is_no_minimum_to_judge(string unfitted, string id, bool undecided)
    {
        (long, double)[] halfway = [(0, 0.1), (100, 0.6)];
        RunRecord record = Three(
            Observed("true", 0.9, unfitted == "true" ? halfway : Fast), Observed("random", 0.1, unfitted == "random" ? halfway : Slow), Partly(0, 0, 0),
            array: name => name.EndsWith("evidence-over-null", StringComparison.Ordinal) ? [name.Contains("true", StringComparison.Ordinal) ? 1 : -1, 0.001]
                : name.StartsWith("flatness", StringComparison.Ordinal) ? [name.Contains("true", StringComparison.Ordinal) ? 1 : 9, 0.1] : [.. Enumerable.Range(0, 100).Select(i => (double)i)]);
        Claim claim = Claim(record, id);
        Assert.Equal(undecided ? Verdict.Undecided : Verdict.Held, claim.Verdict);
        Assert.Equal(undecided, claim.Note?.Contains($"The labels of '{unfitted}' were not fitted", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Without_wrong_labels_there_is_nothing_to_find() =>
        Assert.Equal(Verdict.Undecided, Claim(Three(Partly(0, 0, 0), labels: new int[100]), "corrupted-labels-found").Verdict);

    [Fact]
    public void The_claims_judged_are_the_claims_stated()
    {
        IReadOnlyList<Claim> judged = ExplainClaims.Judge(Coherent(Fast, _ => 8, Slow, _ => 2, 0.1));
        Assert.Equal(new Explain().Claims.Select(c => (c.Id, c.Statement, c.Source, c.Expected)), judged.Select(c => (c.Id, c.Statement, c.Source, c.Expected)));
    }

    private static Claim Claim(RunRecord record, string id) => ExplainClaims.Judge(record).Single(c => c.Id == id);

    private static Claim Found(Func<int, double> loss) =>
        Claim(Three(Partly(0, 0, 0), array: name => name == "partly-mean-loss" ? [.. Enumerable.Range(0, 100).Select(loss)] : [0, 0]), "corrupted-labels-found");

    private static Claim Ended(string claim, string result, (double Value, double Error) truth, (double Value, double Error) random) => Claim(
        Three(Partly(0, 0, 0), array: name => name == $"flatness-true-{result}" ? [truth.Value, truth.Error] : name == $"flatness-random-{result}" ? [random.Value, random.Error] : [.. Enumerable.Range(0, 100).Select(i => (double)i)]), claim);

    private static Observation[] Partly(double pristine, double corrupted, double error) => Observed("partly", 0.5, Slow)
        .With(_ => pristine, error / Math.Max(pristine, 1e-9), "pristine_coherence_off_diagonal").With(_ => corrupted, error / Math.Max(corrupted, 1e-9), "corrupted_coherence_off_diagonal");

    private static RunRecord Three(Observation[] partly, int[]? labels = null, Func<string, double[]>? array = null) =>
        Three(Observed("true", 0.9, Fast), Observed("random", 0.1, Slow), partly, labels, array);

    private static RunRecord Three(Observation[] truth, Observation[] random, Observation[] partly, int[]? labels = null, Func<string, double[]>? array = null, int test = 1000, int classes = 10) =>
        Of(test, classes, labels ?? [.. Enumerable.Range(0, 100).Select(i => i < 20 ? 1 : 0)], array ?? (_ => [.. Enumerable.Range(0, 100).Select(i => (double)i)]), truth, random, partly);

    private static RunRecord Twins((long, double)[] truth, double trueTest, (long, double)[] random, double randomTest, int test = 1000, int classes = 10) =>
        Three(Observed("true", trueTest, truth), Observed("random", randomTest, random), Observed("partly", 0.5, Slow), test: test, classes: classes);

    private static RunRecord Coherent((long, double)[] truth, Func<int, double> trueCoherence, (long, double)[] random, Func<int, double> randomCoherence, double relativeError) =>
        Three(Observed("true", 0.9, truth).With(trueCoherence, relativeError), Observed("random", 0.1, random).With(randomCoherence, relativeError), Partly(0, 0, 0));
}
