using System.Globalization;
using Occam.Records;

namespace Occam.Experiments.MatrixCompletion;

/// <summary>The numbers of Arora, Cohen, Hu, Luo 2019 beside those of a run: completion of 100 × 100 matrices of rank 5.</summary>
internal static class MatrixPublished
{
    private const string Blog = "Arora, off the convex path, 10 July 2019, table 1", Figure = "Arora et al. 2019, arXiv 1905.13655, figure 1 or 2, read off", Printed = "Arora et al. 2019, figure 2", Third = "Arora et al. 2019, figure 3";
    private const string Draws = "Other random matrices than the paper's.";
    private const int Size = 100, Rank = 5;

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
            yield return Number($"least-norm-error-{observed}", observed == 2000 ? Blog : Figure, observed == 2000 ? 0.106 : 8e-7, Middle(record.Leasts(observed, v => v.Error)), $"Error of the least nuclear norm. {Draws}");
            yield return Number($"least-norm-{observed}", Printed, observed == 2000 ? 210.15 : 221.03, record.Leasts(observed, v => v.NuclearNorm).Average(), $"Least nuclear norm. {Draws}");
        }

        foreach ((int observed, int depth, double[] errors) in Errors)
            foreach (PublishedNumber number in AtStarts(plan, observed, depth, "error", errors, start => Middle(record.Fits(depth, observed, start, v => v.Error)))) yield return number;
        foreach ((int observed, double[] norms, double[] ranks) in TwoFactors)
        {
            foreach (PublishedNumber number in AtStarts(plan, observed, 2, "nuclear norm", norms, start => record.Fits(2, observed, start, v => v.NuclearNorm).Average())) yield return number;
            foreach (PublishedNumber number in AtStarts(plan, observed, 2, "effective rank", ranks, start => record.Fits(2, observed, start, v => v.EffectiveRank).Average())) yield return number;
        }

        foreach ((int depth, double least) in ((int, double)[])[(1, 0.8195), (2, 0.09883), (3, 0.001671)])
        {
            if (plan.Few != 2000 || !plan.PathDepths.Contains(depth)) continue;
            double measured = Middle([.. Enumerable.Range(0, plan.Draws).Select(draw => record.Path(depth, draw).Errors.Min())]);
            yield return new PublishedNumber(
                $"watched-{depth}", Third, least, measured, measured / least, false,
                string.Create(CultureInfo.InvariantCulture, $"Least error of a watched descent, depth {depth}. Not comparable: the paper's rate and number of steps are not these ({plan.PathRate}, {plan.PathSteps:N0})."));
        }
    }

    private static IEnumerable<PublishedNumber> AtStarts(MatrixPlan plan, int observed, int depth, string what, double[] published, Func<int, double> measured)
    {
        if (!plan.Observed.Contains(observed) || !plan.Depths.Contains(depth)) yield break;
        for (int start = 0; start < plan.Starts.Length; start++)
        {
            int at = Array.FindIndex(Starts, s => Math.Abs((plan.Starts[start] / s) - 1) < 1e-9);
            if (at < 0) continue;
            string id = string.Create(CultureInfo.InvariantCulture, $"{what.Replace(' ', '-')}-{observed}-{depth}-{plan.Starts[start]:0.######}");
            yield return Number(id, Figure, published[at], measured(start), $"{what[..1].ToUpperInvariant()}{what[1..]} of {depth} factors. {Draws}");
        }
    }

    private static double Middle(double[] values) => MatrixRecord.Geometric(values)?.Mean ?? 0;

    private static PublishedNumber Number(string id, string source, double published, double measured, string note) => new(id, source, published, measured, measured / published, true, note);
}
