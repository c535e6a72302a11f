using Occam.Numerics.Random;

namespace Occam.Numerics.Statistics;

/// <summary>
/// Percentile intervals by drawing observations with replacement. Source: Efron and Tibshirani 1993, chapter 13. Not for statistics in which a
/// repeated observation counts as agreement with itself, such as coherence: those take the jackknife.
/// </summary>
public static class Bootstrap
{
    /// <summary>The 2.5th and 97.5th percentiles of a statistic over samples drawn with replacement; values that are not numbers are left out.</summary>
    /// <param name="count">n, how many observations there are.</param>
    /// <param name="statistic">The statistic of the observations at these n indices, some of which repeat.</param>
    /// <param name="seed">Where the samples are drawn from.</param>
    /// <param name="samples">How many samples.</param>
    /// <returns>The interval; NaN where the statistic is never a number.</returns>
    public static (double Low, double High) Interval(int count, Func<int[], double> statistic, Seed seed, int samples = 200)
    {
        int[] indices = new int[count];
        List<double> values = [];
        for (int s = 0; s < samples; s++)
        {
            Seed own = seed.Derive(s);
            for (int i = 0; i < count; i++) indices[i] = own.Integer((ulong)i, count);
            double value = statistic(indices);
            if (!double.IsNaN(value)) values.Add(value);
        }

        return (Quantiles.Linear([.. values], 0.025), Quantiles.Linear([.. values], 0.975));
    }
}
