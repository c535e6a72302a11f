using System.Globalization;
using System.Numerics;
using Occam.Experiments.Judging;
using Occam.Records;

namespace Occam.Experiments.MinimumNorm;

/// <summary>Whether the order of kernels by norm is their order by test error.</summary>
internal static class NormOrder
{
    /// <summary>How many times the smaller norm the larger must be for the two to have an order: drawing other examples changes norms by some per cent.</summary>
    public const double Apart = 1.1;

    /// <summary>The chance that is too small for an order to be one.</summary>
    private const double Unlikely = 0.05;

    /// <summary>
    /// Every pair of kernels at the most examples that both have, unless their norms are alike; the intervals hold for all pairs at once. One pair in the other order is enough
    /// for the claim. That all are in the order of the norms contradicts it only if they would not often be by chance.
    /// </summary>
    public static Claim Judge(ClaimInfo claim, RunRecord record, MinimumNormPlan plan)
    {
        List<(int Small, int Large, int Examples, PairedErrors Gain)> pairs = [];
        for (int i = 0; i < plan.Kernels.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                int size = plan.Common(plan.Kernels[i], plan.Kernels[j]);
                if (size == 0) continue;
                KernelValues a = KernelValues.Of(record, plan.Kernels[i], size), b = KernelValues.Of(record, plan.Kernels[j], size);
                if (!a.IsSolved || !b.IsSolved || Math.Max(a.Norm, b.Norm) < Apart * Math.Min(a.Norm, b.Norm)) continue;
                (int small, int large) = a.Norm < b.Norm ? (i, j) : (j, i);
                pairs.Add((small, large, size, PairedErrors.Of(record, MinimumNormNames.Point(plan.Kernels[small], size), 0, MinimumNormNames.Point(plan.Kernels[large], size), 0)));
            }
        }

        if (pairs.Count == 0) return claim.Undecided("No two kernels were solved for the same number of examples with norms a tenth apart.");
        double z = Intervals.Simultaneous(pairs.Count), chance = Chance(plan.Kernels.Length, [.. pairs.Select(p => (p.Small, p.Large))]);
        (int few, int many, int examples, PairedErrors best) = pairs.MaxBy(p => p.Gain.Interval(z).Low);
        (double low, double high) = best.Interval(z);
        int against = pairs.Count(p => p.Gain.Interval(z).Low > 0);
        bool ordered = pairs.All(p => p.Gain.Interval(z).High < 0);
        string? note = low > 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"'{plan.Kernels[many]}' has the larger norm and '{plan.Kernels[few]}' the larger error, at {examples:N0} examples: {against} of {pairs.Count} pairs are in this order. The intervals hold for all at once.")
            : ordered ? string.Create(CultureInfo.InvariantCulture, $"All {pairs.Count} pairs are in the order of the norms; errors in an order drawn at random would be with probability {chance:0.###}.") : null;
        Verdict verdict = low > 0 ? Verdict.Held : ordered && chance < Unlikely ? Verdict.Contradicted : Verdict.Undecided;
        return claim.Judge(best.Difference, low, high, verdict, note);
    }

    /// <summary>The part of all orders of so many kernels in which the first of each pair comes before the second: counted by sets that may come first.</summary>
    internal static double Chance(int kernels, IReadOnlyList<(int First, int Second)> pairs)
    {
        int[] before = new int[kernels];
        foreach ((int first, int second) in pairs) before[second] |= 1 << first;
        double[] chance = new double[1 << kernels];
        chance[0] = 1;
        for (int set = 1; set < chance.Length; set++)
        {
            for (int last = 0; last < kernels; last++)
            {
                if ((set & (1 << last)) != 0 && (before[last] & ~set) == 0) chance[set] += chance[set ^ (1 << last)] / BitOperations.PopCount((uint)set);
            }
        }

        return chance[^1];
    }
}
