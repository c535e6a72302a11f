using Occam.Experiments.Expressivity;
using Occam.Experiments.Judging;
using Occam.Records;
using static Occam.Experiments.Tests.Support.MadeUp;

namespace Occam.Experiments.Tests.Expressivity;

/// <summary>Every branch of every claim of the expressivity experiment, on records made for it: 10 and 100 examples of one value, 10 classes, 400 test examples.</summary>
public sealed class ExpressivityClaimsTests
{
    private const double UnitRoundoff = 1.1102230246251565e-16;

    [Fact]
    public void Fit()
    {
        Judged(Claim("fits-any-labels", new Made()), Verdict.Held, 1, null, null);
        Judged(Claim("fits-any-labels", new Made { TrainAccuracy = 0.99 }), Verdict.Contradicted, 0.99, null, null);
        Judged(Claim("fits-any-labels", new Made { ClassesAccuracy = 0.97 }), Verdict.Contradicted, 0.97, null, null);
    }

    [Fact]
    public void Count()
    {
        Judged(Claim("two-n-plus-d", new Made()), Verdict.Held, 0, null, null);
        Claim shared = Claim("two-n-plus-d", new Made { More = -4 });
        Judged(shared, Verdict.Held, -4, null, null);
        Assert.Equal("Below 0 because identical examples share a hinge.", shared.Note);
        Judged(Claim("two-n-plus-d", new Made { More = 1 }), Verdict.Contradicted, 1, null, null);
    }

    [Fact]
    public void Rounding()
    {
        // The smaller set has the smaller bound: 10·2⁻⁵³.
        Claim held = Claim("residual-is-rounding", new Made { BackwardError = 5 * UnitRoundoff });
        Assert.Equal((Verdict.Held, 0.5), (held.Verdict, Math.Round(held.Measured!.Value, 12)));
        Assert.Equal("The largest residual of any output is 2E-09; labels are 0 … 9.", held.Note);
        Assert.Equal(Verdict.Contradicted, Claim("residual-is-rounding", new Made { BackwardError = 11 * UnitRoundoff }).Verdict);
    }

    [Theory]
    [InlineData(3.0, 0.01, Verdict.Held)]
    [InlineData(1.5, 0.01, Verdict.Contradicted)]
    [InlineData(2.1, 1.0, Verdict.Undecided)]
    public void Growth(double power, double spread, Verdict verdict)
    {
        // Draws n^(power − spread), n^power, n^(power + spread); t(0.975, 2) = 4.302652729749464.
        Claim claim = Claim("condition-grows", new Made { Powers = [power - spread, power, power + spread] });
        Assert.Equal(verdict, claim.Verdict);
        Assert.Equal(power, claim.Measured!.Value, 1e-12);
        Assert.Equal(power + (4.302652729749464 * spread / Math.Sqrt(3)), claim.High!.Value, 1e-9);
    }

    [Fact]
    public void Growth_takes_two_sizes() => Assert.Equal("There is one size only: give several in sizes=.", Claim("condition-grows", new Made { Sizes = [10] }).Note);

    [Fact]
    public void Examples_that_met_on_every_draw_leave_it_open()
    {
        Made made = new() { Powers = [double.NaN, double.NaN] };
        Assert.Equal("On every draw two different examples met in some size: give more draws=.", Claim("condition-grows", made).Note);
        Assert.Equal("On every draw two different examples met in some size: give more draws=.", Claim("midpoints-condition-worse", made).Note);
    }

    [Fact]
    public void Draws_on_which_examples_met_are_left_out() =>
        Assert.Equal(3, Claim("condition-grows", new Made { Powers = [2.9, double.NaN, 3.1] }).Measured!.Value, 1e-12);

    [Theory]
    [InlineData(1000, Verdict.Held, 3)]
    [InlineData(0.1, Verdict.Contradicted, -1)]
    public void Midpoints(double factor, Verdict verdict, double measured)
    {
        Claim claim = Claim("midpoints-condition-worse", new Made { Midpoint = factor });
        Assert.Equal(verdict, claim.Verdict);
        Assert.Equal(measured, claim.Measured!.Value, 1e-12);
    }

    [Theory]
    [InlineData(44, Verdict.Held)]
    [InlineData(80, Verdict.Undecided)]
    [InlineData(120, Verdict.Contradicted)]
    public void Memorizing(int right, Verdict verdict)
    {
        Claim claim = Claim("closed-form-memorizes", new Made { BuiltRight = right });
        (double low, double high) = Intervals.Proportion(right / 400.0, 400);
        Judged(claim, verdict, right / 400.0, low, high);
    }

    [Theory]
    [InlineData(200, Verdict.Held)]
    [InlineData(240, Verdict.Undecided)]
    [InlineData(280, Verdict.Contradicted)]
    public void Memorizing_can_be_contradicted_with_two_classes(int right, Verdict verdict) =>
        Assert.Equal(verdict, Claim("closed-form-memorizes", new Made { BuiltRight = right, Classes = 2 }).Verdict);

    [Fact]
    public void Captions_say_what_came_out()
    {
        RunRecord record = new Made { BuiltRight = 44, TrainedRight = 300 }.Record();
        ExpressivityPlan plan = ExpressivityPlan.Of(record);
        Assert.StartsWith(
            "At n = 100 the closed form is right on 100.0 % of the training examples and on 11.0 % of new ones, the trained perceptron on 75.0 %. The claims are",
            ExpressivityFigures.WithTrueLabels(record, plan), StringComparison.Ordinal);
        Assert.Contains("at n = 100 the closed form is right on 100.0 % of the training examples", ExpressivityFigures.WithRandomLabels(record, plan), StringComparison.Ordinal);
        RunRecord diverged = new Made { Diverged = true }.Record();
        Assert.Contains("11.0 % of new ones, the training diverged.", ExpressivityFigures.WithTrueLabels(diverged, plan), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, Verdict.Held)]
    [InlineData(45, Verdict.Undecided)]
    [InlineData(0, Verdict.Contradicted)]
    public void Generalizing(int right, Verdict verdict)
    {
        Claim claim = Claim("training-generalizes", new Made { TrainedRight = right });
        Assert.Equal(verdict, claim.Verdict);
        Assert.Equal((right - 44) / 400.0, claim.Measured!.Value, 1e-12);
    }

    [Fact]
    public void A_training_that_diverged_leaves_it_open()
    {
        Assert.Equal("The training diverged: choose a smaller learning-rate=.", Claim("training-generalizes", new Made { Diverged = true }).Note);
        Assert.Equal("Both trainings diverged: choose a smaller learning-rate=.", Claim("descent-misses-it", new Made { Diverged = true }).Note);
    }

    [Theory]
    [InlineData(0.2, 0.9, Verdict.Held, 0.9)]
    [InlineData(0.2, 0.995, Verdict.Contradicted, 0.995)]
    [InlineData(0.99, 0.1, Verdict.Contradicted, 0.99)]
    public void Missing(double perceptron, double hinges, Verdict verdict, double measured) =>
        Judged(Claim("descent-misses-it", new Made { Perceptron = perceptron, Hinges = hinges }), verdict, measured, null, null);

    [Fact]
    public void The_width_of_the_same_size_comes_nearest()
    {
        // 2·10,000 + 784 − 10 over 795 is 26.13; below one unit there is nothing.
        Assert.Equal(26, SameSizeTraining.Width(10_000, 784, 10));
        Assert.Equal(1, SameSizeTraining.Width(10, 784, 10));
    }

    private static Claim Claim(string id, Made made) => ExpressivityClaims.Judge(made.Record()).Single(c => c.Id == id);

    private sealed record Made
    {
        public int[] Sizes { get; init; } = [10, 100];

        public double TrainAccuracy { get; init; } = 1;

        public double ClassesAccuracy { get; init; } = 1;

        public int More { get; init; }

        public double BackwardError { get; init; }

        public double[] Powers { get; init; } = [2.9, 3, 3.1];

        public double Midpoint { get; init; } = 10;

        public int BuiltRight { get; init; } = 44;

        public int TrainedRight { get; init; } = 300;

        public int Classes { get; init; } = 10;

        public bool Diverged { get; init; }

        public double Perceptron { get; init; } = 0.2;

        public double Hinges { get; init; } = 0.1;

        public RunRecord Record()
        {
            Dictionary<string, double[]> arrays = new()
            {
                ["plan-sizes"] = [.. Sizes.Select(n => (double)n)],
                ["plan-choices"] = [Powers.Length, 0, 0],
            };
            foreach (int n in Sizes) Add(arrays, n);
            return Of(400, Classes, [], name => arrays[name]);
        }

        private void Add(Dictionary<string, double[]> arrays, int n)
        {
            arrays[$"lines-{n}-previous"] = [.. Powers.Select(k => Math.Pow(n, k))];
            arrays[$"lines-{n}-midpoint"] = [.. Powers.Select(k => Midpoint * Math.Pow(n, k))];
            foreach (string labels in (string[])["true", "random"])
            {
                foreach (string thresholds in (string[])["previous", "midpoint"])
                {
                    string name = $"number-{thresholds}-{labels}-{n}";
                    arrays[$"{name}-values"] = [n, (2 * n) + 1 + More, 0, 0.1, 10, 5, 2e-9, BackwardError, thresholds == "midpoint" ? TrainAccuracy : 1, BuiltRight / 400.0, double.NaN, double.NaN];
                    arrays[$"{name}-right"] = Right(BuiltRight);
                }

                arrays[$"classes-{labels}-{n}-values"] = [n, 1 + (11 * n), 0, 0.1, 10, 5, 2e-9, 0, ClassesAccuracy, 0.1, 3, 1];
                foreach ((string kind, double accuracy) in ((string, double)[])[("mlp", Perceptron), ("hinges", Hinges)])
                {
                    arrays[$"trained-{kind}-{labels}-{n}-values"] = Diverged ? [3, 40, .. Enumerable.Repeat(double.NaN, 5)] : [3, 40, accuracy, 1, TrainedRight / 400.0, 2, 1];
                    arrays[$"trained-{kind}-{labels}-{n}-right"] = Right(TrainedRight);
                }
            }
        }

        private static double[] Right(int count) => [.. Enumerable.Range(0, 400).Select(i => i < count ? 1.0 : 0)];
    }
}
