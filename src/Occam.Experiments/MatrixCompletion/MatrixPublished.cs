using System.Globalization;
using Occam.Records;

namespace Occam.Experiments.MatrixCompletion;

/// <summary>The numbers of Arora, Cohen, Hu, Luo 2019 beside those of a run: completion of 100 × 100 matrices of rank 5.</summary>
internal static class MatrixPublished
{
    private const string Blog = "Arora, off the convex path, 10 July 2019, table 1", Figure = "Arora et al. 2019, arXiv 1905.13655, figure 1 or 2, read off", Printed = "Arora et al. 2019, figure 2", Third = "Arora et al. 2019, figure 3";
    private const string Draws = "Other random matrices than the paper's.";
    private const int Size = 100, Rank = 5;
    private const double Bits = 1e-9;

    private static readonly double[] Starts = [1e-3, 1e-4, 1e-5, 1e-6];

    private static readonly (int Observed, int Depth, double[] Errors)[] Errors =
    [
        (2000, 2, [1.0e-1, 6.3e-2, 3.6e-2, 2.3e-2]), (2000, 3, [4e-5, 2.8e-5, 3.0e-5, 2.8e-5]), (2000, 4, [2.0e-5, 2.8e-5, 2.6e-5, 2.1e-5]), (5000, 2, [8.4e-5, 1.6e-5, 6e-6, 5e-6]),
    ];

    private static readonly (int Observed, double[] Norms, double[] Ranks)[] TwoFactors =
        [(2000, [215.5, 215.7, 216.4, 217.2], [10.1, 8.4, 7.2, 6.6]), (5000, [222.3, 221.6, 221.4, 221.2], [5.35, 5.1, 5.03, 5.0])];

    public static IReadOnlyList<PublishedNumber> Beside(MatrixRecord record) => record.Plan is { Completes: true, Size: Size, Rank: Rank } ? [.. Numbers(record)] : [];

    private static IEnumerable<PublishedNumber> Numbers(MatrixRecord record)
    {
        MatrixPlan plan = record.Plan;
        foreach (int observed in plan.Observed.Where(o => o is 2000 or 5000))
        {
            string? difference = Math.Abs((plan.Tolerance / 1e-3) - 1) > Bits ? $"tolerance {plan.Tolerance}, not 0.001" : record.Leasts(observed, v => v.Gap).Max() > 1e-3 ? "the search ended before its proof" : null;
            yield return Number(
                $"least-norm-error-{observed}", observed == 2000 ? Blog : Figure, observed == 2000 ? 0.106 : 8e-7, Middle(record.Leasts(observed, v => v.Error)), difference, "Error of the least nuclear norm.");
            yield return Number($"least-norm-{observed}", Printed, observed == 2000 ? 210.15 : 221.03, record.Leasts(observed, v => v.NuclearNorm).Average(), difference, "Least nuclear norm.");
        }

        foreach ((int observed, int depth, double[] errors) in Errors)
            foreach (PublishedNumber number in AtStarts(record, observed, depth, "error", errors, v => v.Error)) yield return number;
        foreach ((int observed, double[] norms, double[] ranks) in TwoFactors)
        {
            foreach (PublishedNumber number in AtStarts(record, observed, 2, "nuclear norm", norms, v => v.NuclearNorm)) yield return number;
            foreach (PublishedNumber number in AtStarts(record, observed, 2, "effective rank", ranks, v => v.EffectiveRank)) yield return number;
        }

        foreach ((int depth, double least) in ((int, double)[])[(1, 0.8195), (2, 0.09883), (3, 0.001671)])
        {
            if (plan.Few != 2000 || !plan.PathDepths.Contains(depth)) continue;
            string difference = string.Create(CultureInfo.InvariantCulture, $"the paper's rate and number of steps are not known to be these ({plan.PathRate}, {plan.PathSteps:N0})");
            yield return Number($"watched-{depth}", Third, least, Middle([.. Enumerable.Range(0, plan.Draws).Select(draw => record.Path(depth, draw).Errors.Min())]), difference, $"Least error of a watched descent, depth {depth}.");
        }
    }

    private static IEnumerable<PublishedNumber> AtStarts(MatrixRecord record, int observed, int depth, string what, double[] published, Func<MatrixValues, double> quantity)
    {
        MatrixPlan plan = record.Plan;
        if (!plan.Observed.Contains(observed) || !plan.Depths.Contains(depth)) yield break;
        for (int start = 0; start < plan.Starts.Length; start++)
        {
            int at = Array.FindIndex(Starts, s => Math.Abs((plan.Starts[start] / s) - 1) < Bits);
            if (at < 0) continue;
            bool fitted = Enumerable.Range(0, plan.Draws).All(draw => record.IsFitted(new FitPoint(depth, observed, start, draw)));
            string? difference = Math.Abs((plan.Goal / 1e-6) - 1) > Bits ? $"descents end at {plan.Goal}, not at 0.000001" : fitted ? null : "some descent has not come to its goal";
            string id = string.Create(CultureInfo.InvariantCulture, $"{what.Replace(' ', '-')}-{observed}-{depth}-{plan.Starts[start]:0.######}");
            double[] values = record.Fits(depth, observed, start, quantity);
            yield return Number(id, Figure, published[at], what == "error" ? Middle(values) : values.Average(), difference, $"{what[..1].ToUpperInvariant()}{what[1..]} of {depth} factors.");
        }
    }

    private static double? Middle(double[] values) => MatrixRecord.Geometric(values)?.Mean;

    private static PublishedNumber Number(string id, string source, double published, double? measured, string? difference, string what)
    {
        double? value = measured is { } number && double.IsFinite(number) ? number : null;
        return new PublishedNumber(id, source, published, value, value / published, difference is null, difference is null ? $"{what} {Draws}" : $"{what} {Draws} Not comparable: {difference}.");
    }
}
