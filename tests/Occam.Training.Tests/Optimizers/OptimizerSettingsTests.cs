using Occam.Numerics.Errors;
using Occam.Training.Optimizers;

namespace Occam.Training.Tests.Optimizers;

/// <summary>What is refused, and in which words.</summary>
public sealed class OptimizerSettingsTests
{
    public static TheoryData<string> Names => [.. OptimizerSettings.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_name_has_a_rule_and_no_fault(string name)
    {
        OptimizerSettings settings = new(name, 0.1, 0.9, 0);
        List<Fault> faults = [];
        settings.Check(faults);
        Assert.Empty(faults);
        Assert.Equal(name.Replace("sgd", "gradientdescent", StringComparison.Ordinal) + "`1", settings.Rule<float>().GetType().Name, ignoreCase: true);
    }

    [Theory]
    [InlineData(-0.1, "-0.1")]
    [InlineData(0, "0")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void A_learning_rate_is_positive(double rate, string shown) =>
        Faults(new OptimizerSettings("sgd", rate, 0, 0), $"learning-rate: expected a positive number, got {shown}. Try 0.1 for sgd, 0.001 for adam.");

    [Theory]
    [InlineData(1, "1")]
    [InlineData(1.5, "1.5")]
    [InlineData(-0.1, "-0.1")]
    [InlineData(double.NaN, "NaN")]
    public void Momentum_is_below_1(double momentum, string shown) =>
        Faults(new OptimizerSettings("momentum", 0.1, momentum, 0), $"momentum: expected a number from 0 up to, but not including, 1, got {shown}. 0.9 is usual.");

    [Theory]
    [InlineData(-1e-4, "-0.0001")]
    [InlineData(double.NaN, "NaN")]
    public void Weight_decay_is_not_negative(double decay, string shown) => Faults(
        new OptimizerSettings("sgd", 0.1, 0, decay), $"weight-decay: expected a finite number, zero or more, got {shown}. 0.0005 is usual; 0 switches it off.");

    [Fact]
    public void An_unknown_name_lists_the_known_ones()
    {
        const string text = "optimizer: expected sgd, momentum, nesterov, adam, adamw, adagrad, rmsprop, got 'Adam'. Choose one of these.";
        Faults(new OptimizerSettings("Adam", 0.1, 0, 0), text);
        Assert.Equal(text, Assert.Throws<InputException>(() => new OptimizerSettings("Adam", 0.1, 0, 0).Rule<double>()).Message);
    }

    [Fact]
    public void All_faults_of_a_training_are_found_together()
    {
        List<Fault> faults = [];
        new TrainingSettings(new OptimizerSettings("lbfgs", -1, 1, -1), 0, 0, "constant", -1).Check(faults);
        Assert.Equal(["optimizer", "learning-rate", "momentum", "weight-decay", "batch-size", "steps", "warm-up"], faults.Select(f => f.What));
    }

    private static void Faults(OptimizerSettings settings, string text)
    {
        List<Fault> faults = [];
        settings.Check(faults);
        Assert.Equal([text], faults.Select(f => f.ToString()));
    }
}
