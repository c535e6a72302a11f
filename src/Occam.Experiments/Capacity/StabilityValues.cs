using Occam.Experiments.Judging;
using Occam.Measures.Capacity;

namespace Occam.Experiments.Capacity;

/// <summary>What leaving examples out changed, for one kind of labels. Losses are 1 − p(y | x), in [0, 1].</summary>
internal sealed class StabilityValues
{
    /// <summary>The largest |ℓ(A_S, z) − ℓ(A_{S∖i}, z)| of each left-out example i, over the test examples z and z_i itself.</summary>
    public required double[] Largest { get; init; }

    /// <summary>The mean of it over the test examples.</summary>
    public required double[] Means { get; init; }

    /// <summary>ℓ(A_{S∖i}, z_i).</summary>
    public required double[] LeftOut { get; init; }

    /// <summary>ℓ(A_{S∖i}, z_i) − ℓ(A_S, z_i).</summary>
    public required double[] Changes { get; init; }

    /// <summary>Mean loss on training and test examples, and the fractions of wrong answers, of the training on everything.</summary>
    public required double TrainLoss { get; init; }

    /// <summary>Mean loss on the test examples.</summary>
    public required double TestLoss { get; init; }

    /// <summary>Fraction of wrong training answers.</summary>
    public required double TrainError { get; init; }

    /// <summary>Fraction of wrong test answers.</summary>
    public required double TestError { get; init; }

    /// <summary>β from below: the largest change that was seen.</summary>
    public double Stability => Largest.Max();

    /// <summary>Test loss − training loss.</summary>
    public double Gap => TestLoss - TrainLoss;

    /// <summary>What was recorded.</summary>
    public static StabilityValues Of(RunRecord record, CapacityPlan plan, bool random)
    {
        string whole = CapacityNames.Whole(random);
        double[] test = record.Result(whole, CapacityNames.TestLosses), seen = record.Result(whole, CapacityNames.LeftOutLosses), ends = record.Result(whole, CapacityNames.Ends);
        double[][] changes = [.. Enumerable.Range(0, plan.LeftOut).Select(j => record.Result(CapacityNames.Without(random, j), CapacityNames.TestLosses).Zip(test, (a, b) => Math.Abs(a - b)).ToArray())];
        double[] left = [.. Enumerable.Range(0, plan.LeftOut).Select(j => record.Result(CapacityNames.Without(random, j), CapacityNames.LeftOutLosses)[j])];
        double[] own = [.. left.Zip(seen, (without, with) => without - with)];
        return new StabilityValues
        {
            Largest = [.. changes.Zip(own, (c, o) => Math.Max(c.Max(), Math.Abs(o)))],
            Means = [.. changes.Select(c => c.Average())],
            LeftOut = left,
            Changes = own,
            TrainLoss = ends[0],
            TrainError = ends[1],
            TestLoss = ends[2],
            TestError = ends[3],
        };
    }

    /// <summary>What the largest change that was seen allows the gap to be.</summary>
    public double Bound(CapacityPlan plan) => UniformStability.Bound(Stability, 1, plan.LeaveExamples, plan.Failure);
}
