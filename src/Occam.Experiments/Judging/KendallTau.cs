namespace Occam.Experiments.Judging;

/// <summary>Kendall's rank correlation with its correction for ties, τ_b. Source: Kendall 1945, The treatment of ties in ranking problems.</summary>
internal static class KendallTau
{
    /// <summary>(concordant − discordant) / √((pairs not tied in x)(pairs not tied in y)); NaN where either is constant. Points with a value that is not a number are left out.</summary>
    public static double Of(IReadOnlyList<(double X, double Y)> points)
    {
        long balance = 0, differX = 0, differY = 0;
        for (int i = 0; i < points.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (double.IsNaN(points[i].X + points[i].Y) || double.IsNaN(points[j].X + points[j].Y)) continue;
                (int x, int y) = (points[i].X.CompareTo(points[j].X), points[i].Y.CompareTo(points[j].Y));
                balance += x * y;
                if (x != 0) differX++;
                if (y != 0) differY++;
            }
        }

        return balance / Math.Sqrt((double)differX * differY);
    }
}
