using Occam.Experiments.Judging;
using Occam.Experiments.Suppression;
using Occam.Records;
using Occam.Training.Rules;
using static Occam.Experiments.Tests.Support.MadeUp;

namespace Occam.Experiments.Tests.Judging;

/// <summary>Every claim of the suppression experiment, on records made for it: 100 training and 1000 test examples, ten classes, 45 % of the labels changed.</summary>
public sealed class SuppressionClaimsTests
{
    private const double Changed = 0.45;

    [Fact]
    public void Overfit_is_the_papers_formula()
    {
        // e = 0.9 · 0.5: ε/10 + (1 − ε)·va = 0.05 + 0.5 · 0.8 = 0.45.
        RunRecord record = Record(("mean", 0.9, 0.8, 0.7));
        Assert.Equal(0.9 - 0.45, Overfit.Of(record, record.Trials[0])!.Value.Value, 1e-12);

        // Its derivative by va is 1 − ε.
        Assert.Equal(0.5 * Math.Sqrt(0.8 * 0.2 / 1000), Overfit.Of(record, record.Trials[0])!.Value.Error, 1e-12);
        Assert.Equal(0.55, Overfit.ProperAccuracy(record, record.Trials[0]), 1e-12);
    }

    [Fact]
    public void Overfit_falls_with_the_percentile()
    {
        double error = 0.5 * Math.Sqrt(0.8 * 0.2 / 1000) * Math.Sqrt(2) / 2;
        Judged(
            Claim("overfit-falls", ("mean", 0.9, 0.8, 0), ("winsorized:2", 0.7, 0.8, 0), ("winsorized:8", 0.5, 0.8, 0)), Verdict.Held,
            0.2, 0.2 - (Intervals.Z * error), 0.2 + (Intervals.Z * error));
        Claim rising = Claim("overfit-falls", ("mean", 0.5, 0.8, 0), ("winsorized:2", 0.4, 0.8, 0), ("winsorized:8", 0.9, 0.8, 0));
        Assert.Equal(Verdict.Contradicted, rising.Verdict);
        Assert.Equal("Not at every step: 'winsorized-8-noise-50' overfits no less than 'winsorized-2-noise-50'.", rising.Note);
        Assert.Equal(Verdict.Undecided, Claim("overfit-falls", ("mean", 0.5, 0.8, 0), ("winsorized:2", 0.5, 0.8, 0), ("winsorized:8", 0.5, 0.8, 0)).Verdict);
        Assert.StartsWith("It needs a test set and three percentiles", Claim("overfit-falls", ("mean", 0.5, 0.8, 0), ("winsorized:2", 0.4, 0.8, 0)).Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.3, Verdict.Held)]
    [InlineData(0.9, Verdict.Contradicted)]
    [InlineData(0.55, Verdict.Undecided)]
    public void Winsorized_below_proper_accuracy(double accuracy, Verdict verdict)
    {
        (double low, double high) = Intervals.Proportion(accuracy, 100);
        Judged(Claim("winsorized-below-proper", ("winsorized:1", 1, 0.8, 0), ("winsorized:2", accuracy, 0.8, 0), ("winsorized:8", 0.2, 0.8, 0)), verdict, 0.55 - accuracy, 0.55 - high, 0.55 - low);
    }

    [Theory]
    [InlineData(0.9, Verdict.Held)]
    [InlineData(0.3, Verdict.Contradicted)]
    [InlineData(0.55, Verdict.Undecided)]
    public void Plain_descent_passes(double accuracy, Verdict verdict)
    {
        Assert.Equal(verdict, Claim("sgd-passes-proper", ("mean", accuracy, 0.8, 0)).Verdict);
        Assert.Equal("No training with wrong labels follows that rule.", Claim("sgd-passes-proper", ("rm3", accuracy, 0.8, 0)).Note);
    }

    [Theory]
    [InlineData(0.9, Verdict.Held)]
    [InlineData(0.3, Verdict.Contradicted)]
    [InlineData(0.61, Verdict.Undecided)]
    public void Test_accuracy_rises(double test, Verdict verdict)
    {
        double half = Intervals.Z * Math.Sqrt(((0.6 * 0.4) + (test * (1 - test))) / 1000);
        Judged(Claim("winsorized-generalizes-better", ("mean", 1, 0.6, 1), ("winsorized:1", 1, 0, 1), ("winsorized:2", 1, test, 1), ("winsorized:4", 1, test, 1)), verdict, test - 0.6, test - 0.6 - half, test - 0.6 + half);
        Judged(Claim("rm3-generalizes-better", ("mean", 1, 0.6, 1), ("rm3", 1, test, 1)), verdict, test - 0.6, test - 0.6 - half, test - 0.6 + half);
        Assert.Equal("It needs a test set, plain descent and that rule.", Claim("rm3-generalizes-better", ("mean", 1, 0.6, 1)).Note);
    }

    [Theory]
    [InlineData("rm3", 0.1, Verdict.Held)]
    [InlineData("rm3", 1, Verdict.Contradicted)]
    [InlineData("rm3", 0.7, Verdict.Undecided)]
    [InlineData("m3", 0.1, Verdict.Held)]
    [InlineData("m3", 1, Verdict.Contradicted)]
    [InlineData("m3", 0.7, Verdict.Undecided)]
    public void Memorization_is_suppressed(string rule, double memorized, Verdict verdict)
    {
        // 45 changed labels; Agresti and Caffo add a success and a failure.
        double a = ((0.7 * 45) + 1) / 47, b = ((memorized * 45) + 1) / 47, half = Intervals.Z * Math.Sqrt(((a * (1 - a)) + (b * (1 - b))) / 47);
        Judged(Claim($"{rule}-suppresses", ("mean", 1, 0.6, 0.7), (rule, 1, 0.6, memorized)), verdict, 0.7 - memorized, 0.7 - memorized - half, 0.7 - memorized + half);
        Assert.Equal($"It needs plain descent and {rule}, with wrong labels.", Claim($"{rule}-suppresses", ("mean", 1, 0.6, 0.7)).Note);
    }

    [Theory]
    [InlineData(1, Verdict.Held)]
    [InlineData(0.1, Verdict.Contradicted)]
    [InlineData(0.7, Verdict.Undecided)]
    public void The_control_does_not_suppress(double memorized, Verdict verdict) =>
        Assert.Equal(verdict, Claim("ra3-does-not", ("mean", 1, 0.6, 0.7), ("ra3", 1, 0.6, memorized)).Verdict);

    [Theory]
    [InlineData(0.5, Verdict.Held)]
    [InlineData(0, Verdict.Contradicted)]
    [InlineData(0.95, Verdict.Undecided)]
    public void Sharpness_aware_lies_between(double memorized, Verdict verdict) => Assert.Equal(
        verdict, Claim("sam-between", ("mean", 1, 0.6, 1), ("winsorized:2", 1, 0.6, 0.9), ("winsorized:8", 1, 0.6, 0.2), ("sam:0.05", 1, 0.6, memorized)).Verdict);

    [Fact]
    public void The_claims_judged_are_the_claims_stated() => Assert.Equal(
        new SuppressionExperiment().Claims.Select(c => (c.Id, c.Statement, c.Source, c.Expected)),
        SuppressionClaims.Judge(Record(("mean", 0.9, 0.8, 0.7))).Select(c => (c.Id, c.Statement, c.Source, c.Expected)));

    private static Claim Claim(string id, params (string Rule, double Train, double Test, double Memorized)[] rules) => SuppressionClaims.Judge(Record(rules)).Single(c => c.Id == id);

    private static RunRecord Record(params (string Rule, double Train, double Test, double Memorized)[] rules)
    {
        Observation[][] trainings =
        [
            .. rules.Select(r => Observed(SuppressionNames.Series(r.Rule, 0.5), r.Test, (0, 0.1), (100, r.Train))
                .Select(o => o with { Values = new Dictionary<string, double>(o.Values) { [SuppressionNames.CorruptAccuracy] = r.Memorized } }).ToArray()),
        ];
        int next = 0;
        return Of(1000, 10, trainings).Changed(trainings.SelectMany(t => t), t => t with { EffectiveNoise = Changed, Settings = t.Settings with { Rule = DescentRule.Parse(rules[next++].Rule) } });
    }
}
