namespace Occam.Experiments.Landscapes;

/// <summary>Kendall's rank correlation τ_b: concordant less discordant pairs over √((pairs − ties in x)(pairs − ties in y)). Source: Kendall 1945.</summary>
internal static class KendallTau
{
    /// <summary>τ_b; NaN where one side has no two different values.</summary>
    public static double Of(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        (long balance, long pairs, long tiesX, long tiesY) = (0, 0, 0, 0);
        for (int i = 0; i < x.Count; i++)
        {
            for (int j = 0; j < i; j++, pairs++)
            {
                (int a, int b) = (x[i].CompareTo(x[j]), y[i].CompareTo(y[j]));
                balance += a * b;
                tiesX += a == 0 ? 1 : 0;
                tiesY += b == 0 ? 1 : 0;
            }
        }

        return balance / Math.Sqrt((double)(pairs - tiesX) * (pairs - tiesY));
    }
}
