using Occam.Numerics.Simd;
using Occam.Numerics.Statistics;

namespace Occam.Experiments.Judging;

/// <summary>Comparisons by rank, with 95 % intervals; ties share their mean rank, and NaN, which stands for "never", comes after everything else.</summary>
internal static class RankStatistics
{
    /// <summary>
    /// P(x before y) + ½P(tie) for one x of the first sample and one y of the second, with DeLong's interval. Sources: Mann and Whitney 1947;
    /// DeLong, DeLong and Clarke-Pearson 1988. NaN where a sample has fewer than two values.
    /// </summary>
    public static (double Probability, double Low, double High) Precedes(double[] first, double[] second)
    {
        if (first.Length < 2 || second.Length < 2) return (double.NaN, double.NaN, double.NaN);
        double[] all = MidRanks([.. first, .. second]), own = MidRanks(first), others = MidRanks(second);
        RunningMoments ofFirst = new(), ofSecond = new();
        for (int i = 0; i < first.Length; i++) ofFirst.Add(1 - ((all[i] - own[i]) / second.Length));
        for (int j = 0; j < second.Length; j++) ofSecond.Add((all[first.Length + j] - others[j]) / first.Length);
        double half = Intervals.Z * Math.Sqrt((ofFirst.Variance / first.Length) + (ofSecond.Variance / second.Length));
        return (ofSecond.Mean, Math.Max(0, ofSecond.Mean - half), Math.Min(1, ofSecond.Mean + half));
    }

    /// <summary>
    /// Spearman's rank correlation with Fisher's interval in the form of Bonett and Wright 2000, standard error √((1 + ρ²/2)/(n − 3)) of artanh ρ.
    /// NaN for fewer than four pairs, or a sample without any differences.
    /// </summary>
    public static (double Correlation, double Low, double High) Spearman(double[] first, double[] second)
    {
        int n = first.Length;
        if (n < 4) return (double.NaN, double.NaN, double.NaN);
        double[] a = MidRanks(first), b = MidRanks(second);
        double mean = (n + 1) / 2.0, ab = 0, aa = 0, bb = 0;
        for (int i = 0; i < n; i++)
        {
            ab += (a[i] - mean) * (b[i] - mean);
            aa += (a[i] - mean) * (a[i] - mean);
            bb += (b[i] - mean) * (b[i] - mean);
        }

        double correlation = Math.Clamp(ab / Math.Sqrt(aa * bb), -1, 1);
        if (double.IsNaN(correlation) || Math.Abs(correlation) == 1) return (correlation, correlation, correlation);
        double centre = 0.5 * Elementary.Log((1 + correlation) / (1 - correlation));
        double half = Intervals.Z * Math.Sqrt((1 + (correlation * correlation / 2)) / (n - 3));
        return (correlation, Elementary.Tanh(centre - half), Elementary.Tanh(centre + half));
    }

    /// <summary>Ranks from 1, in the order of the values.</summary>
    internal static double[] MidRanks(double[] values)
    {
        double[] keys = [.. values.Select(v => double.IsNaN(v) ? double.PositiveInfinity : v)];
        int[] order = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort((double[])keys.Clone(), order);
        double[] ranks = new double[keys.Length];
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && keys[order[end]] == keys[order[start]];) end++;
            for (int i = start; i < end; i++) ranks[order[i]] = (start + 1 + end) / 2.0;
        }

        return ranks;
    }
}
