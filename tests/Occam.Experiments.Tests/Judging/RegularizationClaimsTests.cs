using Occam.Data.Augmentations;
using Occam.Experiments.Judging;
using Occam.Experiments.Regularization;
using Occam.Experiments.Tests.Support;
using Occam.Experiments.Trials;
using Occam.Networks.Architectures;
using Occam.Records;
using static Occam.Experiments.Tests.Support.MadeUp;

namespace Occam.Experiments.Tests.Judging;

/// <summary>Every branch of every claim of the regularization experiment, on records made for it.</summary>
public sealed class RegularizationClaimsTests
{
    private const string Change = "regularizers-change-little", Early = "early-stopping-gains-little";

    [Fact]
    public void Regularizers_change_little()
    {
        // A gap of 0.8, a fifth of it 0.16; a change by 0.05 leaves 0.11, one by −0.1 leaves 0.06.
        Claim held = Judge(Change, Cell("true", 0.9), Cell("true-dropout", 0.95), Cell("true-weight-decay", 0.8), Cell("random", 0.1));
        double half = Intervals.Simultaneous(2) * Math.Sqrt((0.8 * 0.8 * Variance(0.9)) + (0.2 * 0.2 * Variance(0.1)) + Variance(0.8));
        Judged(held, Verdict.Held, 0.06, 0.06 - half, 0.06 + half);
        Assert.Equal("In 'true-weight-decay': a change of -0.100 beside a gap of 0.800.", held.Note);
        half = Intervals.Simultaneous(1) * Math.Sqrt((1.2 * 1.2 * Variance(0.6)) + (0.2 * 0.2 * Variance(0.1)) + Variance(0.9));
        Judged(Judge(Change, Cell("true", 0.6), Cell("true-augmentation", 0.9), Cell("random", 0.1)), Verdict.Contradicted, 0.1 - 0.3, -0.2 - half, -0.2 + half);
        Assert.Equal(Verdict.Undecided, Judge(Change, Cell("true", 0.6), Cell("true-augmentation", 0.7), Cell("random", 0.1)).Verdict);
    }

    [Fact]
    public void Changes_are_not_judged_without_something_to_compare()
    {
        const string why = "It needs trainings with and without a regularizer on true labels, and one without on random labels.";
        Assert.Equal(why, Judge(Change, Cell("true", 0.6), Cell("random", 0.1)).Note);
        Assert.Equal(why, Judge(Change, Cell("true", 0.6), Cell("true-dropout", 0.6), Cell("random-dropout", 0.1)).Note);
        Assert.Equal("There is no test set.", RegularizationClaims.Judge(Record(0, Cell("true", 0.6), Cell("random", 0.1))).Single(c => c.Id == Change).Note);
    }

    [Fact]
    public void A_change_is_not_judged_where_a_training_was_not_over()
    {
        const string contradicts = "In 'true-augmentation': a change of -0.300 beside a gap of 0.800. Not fitted, so the changes and the gap are not those of fitted networks: ";
        Claim entry = Judge(Change, Cell("true", 0.9), Cell("true-augmentation", 0.6, 0.635), Cell("true-dropout", 0.9), Cell("random", 0.1));
        Judged(entry, Verdict.Undecided, 0.16 - 0.3, entry.Low, entry.High);
        Assert.Equal(contradicts + "'true-augmentation' (63.5 %).", entry.Note);
        Assert.Equal(contradicts + "'true' (80.0 %), 'random' (98.0 %).", Judge(Change, Cell("true", 0.9, 0.8), Cell("true-augmentation", 0.6), Cell("random", 0.1, 0.98)).Note);
        Assert.Equal(Verdict.Undecided, Judge(Change, Cell("true", 0.9), Cell("true-dropout", 0.9), Cell("random", 0.1, 0.5)).Verdict);
        // A network without anything to switch is of no concern.
        Assert.Equal(Verdict.Held, Judge(Change, Cell("true", 0.9), Cell("true-dropout", 0.9), Cell("random", 0.1), Cell("lenet-true", 0.9, 0.5), Cell("lenet-random", 0.1, 0.5)).Verdict);
    }

    [Theory]
    [InlineData("weight-decay")]
    [InlineData("dropout")]
    [InlineData("augmentation")]
    public void Random_labels_are_fitted_with_each(string regularizer)
    {
        string claim = $"random-fitted-with-{regularizer}";
        Judged(Judge(claim, Cell("true", 0.9), Cell($"random-{regularizer}", 0.1), Cell("random", 0.1, 0.3)), Verdict.Held, 1, null, null);
        Claim undecided = Judge(claim, Cell($"random-{regularizer}", 0.1), Cell($"lenet-random-{regularizer}", 0.1, 0.7));
        Judged(undecided, Verdict.Undecided, 0.7, null, null);
        Assert.Equal($"The training 'lenet-random-{regularizer}' reached 70.0 % in 100 steps; more steps= may fit it.", undecided.Note);
        Assert.Equal("No training on random labels has it.", Judge(claim, Cell($"true-{regularizer}", 0.9), Cell("random", 0.1)).Note);
    }

    [Fact]
    public void Early_stopping()
    {
        double half = Intervals.Z * Math.Sqrt(Variance(0.95) + Variance(0.951));
        Judged(Judge(Early, Curve("true", 0.2, 0.951, 0.95), Curve("true-dropout", 0.2, 0.95, 0.5)), Verdict.Held, 0.951 - 0.95, 0.001 - half, 0.001 + half);
        half = Intervals.Z * Math.Sqrt(Variance(0.8) + Variance(0.9));
        Claim contradicted = Judge(Early, Curve("true", 0.2, 0.95, 0.95), Curve("lenet-true", 0.2, 0.9, 0.8));
        Judged(contradicted, Verdict.Contradicted, 0.9 - 0.8, 0.1 - half, 0.1 + half);
        Assert.Equal("In 'lenet-true'.", contradicted.Note);
        Assert.Equal(Verdict.Undecided, Judge(Early, Curve("true", 0.2, 0.96, 0.945)).Verdict);
    }

    [Fact]
    public void Early_stopping_is_not_judged_before_the_labels_are_fitted_or_without_a_test_set()
    {
        Claim unfitted = Judge(Early, Cell("true", 0.95, 0.8));
        Assert.Equal(Verdict.Undecided, unfitted.Verdict);
        Assert.Equal("In 'true'. Not fitted, so the last step may be early too: 'true' (80.0 %).", unfitted.Note);
        // The network that gained most is fitted, another is not.
        Claim other = Judge(Early, Curve("true", 0.2, 0.951, 0.95), Cell("lenet-true", 0.95, 0.638));
        Assert.Equal(Verdict.Undecided, other.Verdict);
        Assert.Equal("In 'true'. Not fitted, so the last step may be early too: 'lenet-true' (63.8 %).", other.Note);
        Assert.Equal(
            "It needs a test set and a training on true labels without regularizers.", RegularizationClaims.Judge(Record(0, Cell("true", 0.9))).Single(c => c.Id == Early).Note);
    }

    [Fact]
    public void The_claims_judged_are_the_claims_stated() => Assert.Equal(
        new RegularizationExperiment().Claims.Select(c => (c.Id, c.Statement, c.Source, c.Expected)),
        RegularizationClaims.Judge(Record(1000, Cell("true", 0.9), Cell("random", 0.1))).Select(c => (c.Id, c.Statement, c.Source, c.Expected)));

    [Theory]
    [InlineData("none", "none")]
    [InlineData("weight-decay+augmentation", "augmentation+weight-decay")]
    [InlineData("no-batch-norm+dropout", "dropout+no-batch-norm")]
    public void Combinations_read_in_any_order_have_one_name(string text, string name) => Assert.Equal(name, Regularizers.Parse(text)!.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("none+dropout")]
    [InlineData("dropout+dropout")]
    [InlineData("drop-out")]
    public void What_is_no_combination_is_refused(string text) => Assert.Null(Regularizers.Parse(text));

    private static double Variance(double p)
    {
        double adjusted = ((p * 10_000) + 1) / 10_002;
        return adjusted * (1 - adjusted) / 10_002;
    }

    private static Claim Judge(string id, params Observation[][] trainings) => RegularizationClaims.Judge(Record(10_000, trainings)).Single(c => c.Id == id);

    private static Observation[] Cell(string series, double test, double train = 1) => Observed(series, test, (0, 0), (100, train));

    /// <summary>Labels are fitted from the second observation on; test accuracies at each.</summary>
    private static Observation[] Curve(string series, params double[] tests) =>
        [.. tests.SelectMany((test, i) => Observed(series, test, (i * 10, i == 0 ? 0 : 1)))];

    /// <summary>Networks, labels and regularizers as the names say.</summary>
    private static RunRecord Record(int test, params Observation[][] trainings)
    {
        return Of(test, 10, trainings).Changed(trainings.SelectMany(t => t), trial =>
        {
            bool Has(string word) => trial.Series.Contains(word, StringComparison.Ordinal);
            return trial with
            {
                EffectiveNoise = Has("random") ? 0.9 : 0,
                Network = new NetworkPlan(Has("lenet") ? "lenet" : "linear", new ModelOptions(Dropout: Has("dropout") ? 0.5 : 0), "he"),
                Augmentation = Has("augmentation") ? AugmentationKind.Crop : AugmentationKind.None,
                Settings = trial.Settings with { Optimizer = trial.Settings.Optimizer with { WeightDecay = Has("weight-decay") ? 0.1 : 0 } },
            };
        });
    }
}
