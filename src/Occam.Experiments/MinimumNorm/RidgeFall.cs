using System.Globalization;
using Occam.Experiments.Judging;
using Occam.Records;

namespace Occam.Experiments.MinimumNorm;

/// <summary>By how much ridge lowers the test error.</summary>
internal static class RidgeFall
{
    private const double Little = 0.01;

    /// <summary>The largest fall over these kernels and all λ; the interval holds for all at once.</summary>
    public static Claim Judge(ClaimInfo claim, RunRecord record, MinimumNormPlan plan, IReadOnlyList<string> kernels)
    {
        List<(string Kernel, int Examples, double Ridge, PairedErrors Fall)> falls = [];
        foreach (string kernel in kernels.Where(k => plan.RidgeSize(k) > 0))
        {
            int size = plan.RidgeSize(kernel);
            for (int at = 0; at < plan.Ridges.Length; at++)
                falls.Add((kernel, size, plan.Ridges[at], PairedErrors.Of(record, MinimumNormNames.Point(kernel, size), 0, MinimumNormNames.Ridge(kernel, size), at)));
        }

        if (falls.Count == 0) return claim.Undecided("There was no such kernel, or ridge-up-to was below every number of examples.");
        if (falls.Any(f => !f.Fall.IsKnown)) return claim.Undecided("A matrix was singular to working precision.");
        double z = Intervals.Simultaneous(falls.Count);
        (string name, int examples, double ridge, PairedErrors largest) = falls.MaxBy(f => f.Fall.Difference);
        (double low, double high) = largest.Interval(z);
        string note = string.Create(
            CultureInfo.InvariantCulture, $"Kernel '{name}' at {examples:N0} examples and λ = {ridge:G3}; the interval holds for all kernels and λ at once, on the same test images.");
        Verdict verdict = low > Little ? Verdict.Contradicted : falls.All(f => f.Fall.Interval(z).High < Little) ? Verdict.Held : Verdict.Undecided;
        return claim.Judge(largest.Difference, low, high, verdict, note);
    }
}
