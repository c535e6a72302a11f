namespace Occam.Experiments.Regret;

/// <summary>Kendall's rank correlation with its correction for ties, τ_b. Source: Kendall 1945, The treatment of ties in ranking problems.</summary>
internal static class KendallTau
{
    /// <summary>(concordant − discordant) / √((pairs not tied in x)(pairs not tied in y)); NaN where either is constant. Pairs with a value that is not a number are left out.</summary>
    public static double Of(IReadOnlyList<(double X, double Y)> points)
    {
        long balance = 0, differX = 0, differY = 0;
        for (int i = 0; i < points.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double x = points[i].X - points[j].X, y = points[i].Y - points[j].Y;
                if (double.IsNaN(x) || double.IsNaN(y)) continue;
                balance += Math.Sign(x) * Math.Sign(y);
                if (x != 0) differX++;
                if (y != 0) differY++;
            }
        }

        return balance / Math.Sqrt((double)differX * differY);
    }
}
