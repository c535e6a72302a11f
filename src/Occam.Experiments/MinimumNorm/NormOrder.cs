using System.Globalization;
using Occam.Experiments.Judging;
using Occam.Records;

namespace Occam.Experiments.MinimumNorm;

/// <summary>Whether the order of kernels by norm is their order by test error.</summary>
internal static class NormOrder
{
    /// <summary>Every pair of kernels at the most examples that both have; the intervals hold for all pairs at once.</summary>
    public static Claim Judge(ClaimInfo claim, RunRecord record, MinimumNormPlan plan)
    {
        List<(string Small, string Large, int Examples, PairedErrors Gain)> pairs = [];
        for (int i = 0; i < plan.Kernels.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                (string first, string second) = (plan.Kernels[i], plan.Kernels[j]);
                int size = plan.Common(first, second);
                if (size == 0) continue;
                KernelValues a = KernelValues.Of(record, first, size), b = KernelValues.Of(record, second, size);
                if (!a.IsSolved || !b.IsSolved) continue;
                (string small, string large) = a.Norm < b.Norm ? (first, second) : (second, first);
                pairs.Add((small, large, size, PairedErrors.Of(record, MinimumNormNames.Point(small, size), 0, MinimumNormNames.Point(large, size), 0)));
            }
        }

        if (pairs.Count == 0) return claim.Undecided("Fewer than two kernels were solved for the same number of examples.");
        double z = Intervals.Simultaneous(pairs.Count);
        (string few, string many, int examples, PairedErrors best) = pairs.MaxBy(p => p.Gain.Interval(z).Low);
        (double low, double high) = best.Interval(z);
        int against = pairs.Count(p => p.Gain.Interval(z).Low > 0);
        string note = string.Create(
            CultureInfo.InvariantCulture, $"'{many}' has the larger norm and '{few}' the larger error, at {examples:N0} examples: {against} of {pairs.Count} pairs are in this order. The intervals hold for all at once.");
        Verdict verdict = low > 0 ? Verdict.Held : pairs.All(p => p.Gain.Interval(z).High < 0) ? Verdict.Contradicted : Verdict.Undecided;
        return claim.Judge(best.Difference, low, high, verdict, verdict == Verdict.Held ? note : null);
    }
}
