using Occam.Experiments.Judging;

namespace Occam.Experiments.Evidence;

/// <summary>Which λ the test images cannot tell from the one with the smallest test loss.</summary>
internal static class TestLossRange
{
    /// <summary>The places of λ whose test loss exceeds the smallest by no more than the 95 % interval of the difference, image by image; ascending.</summary>
    /// <param name="record">The run.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="best">The place of the smallest test loss.</param>
    public static int[] Of(RunRecord record, EvidencePlan plan, int best)
    {
        double[] losses = record.Result(EvidenceNames.Linear(0), EvidenceNames.TestLosses);
        return [.. Enumerable.Range(0, plan.Lambdas.Length).Where(at => at == best || !Exceeds(losses, plan.TestCount, at, best))];
    }

    private static bool Exceeds(double[] losses, int count, int at, int best)
    {
        double[] differences = [.. Enumerable.Range(0, count).Select(i => losses[(at * count) + i] - losses[(best * count) + i])];
        double mean = differences.Average(), squares = differences.Sum(d => (d - mean) * (d - mean));
        return mean > Intervals.Z * Math.Sqrt(squares / Math.Max(1, count - 1) / count);
    }
}
