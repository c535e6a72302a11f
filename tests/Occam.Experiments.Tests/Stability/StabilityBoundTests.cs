using Occam.Experiments.Judging;
using Occam.Experiments.Stability;
using Occam.Experiments.Tests.Support;
using Occam.Experiments.Trials;
using Occam.Records;

namespace Occam.Experiments.Tests.Stability;

/// <summary>The bound's sum against sums made by hand and by generate_bound.py.</summary>
public sealed class StabilityBoundTests
{
    [Fact]
    public void A_recursion_of_three_steps()
    {
        // x = 1, 2·1 + 2 = 4, 3·4 + 3 = 15.
        double[] logs = LogRecursion.Run(double.NegativeInfinity, [0.5, 1, 2], [0, Math.Log(2), Math.Log(3)]);
        Assert.Equal(double.NegativeInfinity, logs[0]);
        Assert.Equal([1.0, 4.0, 15.0], logs[1..].Select(l => Math.Round(Math.Exp(l), 12)));
        // 7, 1.5·7 + 0 = 10.5.
        Assert.Equal(10.5, Math.Exp(LogRecursion.Run(Math.Log(7), [0.5], [double.NegativeInfinity])[^1]), 1e-12);
    }

    [Fact]
    public void A_sum_of_three_steps()
    {
        // L = 2, m = 100, η = 0.1, β = 5; α = 0.5, 0.5 and, halfway to 0.98, 0.74.
        StabilityBound bound = Of(At(0, 50, 1, 4), At(1, 50, 2, 5), At(3, 98, 1, 3));
        double last = Math.Sqrt(2 * 0.26);
        Assert.Equal(double.NegativeInfinity, bound.Gap[0]);
        Assert.Equal(Math.Log10(0.04 * 0.1), bound.Gap[1], 1e-12);
        Assert.Equal(Math.Log10(0.04 * 0.1 * ((1.5 * 1.5) + 1.5 + last)), bound.Gap[2], 1e-12);
        Assert.Equal(Math.Log10(0.04 * 0.1 * (2 + last)), bound.GapWithoutGrowth, 1e-12);
        Assert.Equal((2.0, 5.0), (bound.Lipschitz, bound.Smoothness));
        Assert.Equal((50 + 50 + 74) / 3.0, bound.MeanCoherence, 1e-12);
        Assert.Equal((2 + last) / 3, bound.CoherenceFactor, 1e-12);
    }

    [Fact]
    public void A_thousand_steps_are_summed_beyond_the_range_of_double()
    {
        StabilityBound bound = Of(At(0, 100, 60, 20), At(10, 20, 50, 3), At(100, 5, 60, 20), At(1000, 1, 1, 0));
        Assert.Equal(476.5760960710297, bound.Gap[^1], 1e-9);
        Assert.Equal(3.696246517095721, bound.GapWithoutGrowth, 1e-9);
    }

    [Fact]
    public void The_recursion_starts_where_the_twins_have_parted()
    {
        // A batch of all examples meets every one of them, so each step adds η d / 100 with the larger d of the milestones on either side.
        StabilityBound bound = Of(100, At(0, 1, 1, 5, 0), At(1, 1, 1, 5, 0.02, 30), At(3, 1, 1, 5, 0.03, 40), At(4, 1, 1, 5, 0.05, 10));
        Assert.Equal(1, bound.Parted);
        double two = (1.5 * 0.02) + (0.1 * 30 / 100), three = (1.5 * two) + (0.1 * 40 / 100), four = (1.5 * three) + (0.1 * 40 / 100);
        Assert.Equal(double.NaN, bound.Distance[0]);
        Assert.Equal(Math.Log10(0.02), bound.Distance[1], 1e-12);
        Assert.Equal(Math.Log10(three), bound.Distance[2], 1e-12);
        Assert.Equal(Math.Log10(four), bound.Distance[3], 1e-12);
        Assert.Equal(2, Of(At(0, 1, 1, 5), At(1, 1, 1, 5)).Parted);
    }

    private static StabilityBound Of(params Observation[] observations) => Of(10, observations);

    private static StabilityBound Of(int batch, params Observation[] observations)
    {
        RunRecord made = MadeUp.Of(10, 10, observations);
        TrialPlan trial = made.Trials[0] with { Settings = made.Trials[0].Settings with { BatchSize = batch } };
        return StabilityBound.Of(made, trial, 0);
    }

    private static Observation At(long step, double coherence, double gradient, double smoothness, double distance = 0, double difference = 0) => new("true-1", step, new Dictionary<string, double>
    {
        [MetricNames.MCoherence] = coherence,
        [StabilityNames.LargestGradient] = gradient,
        [StabilityNames.Smoothness] = smoothness,
        [StabilityNames.TwinDistance] = distance,
        [StabilityNames.GradientDifference] = difference,
    });
}
