using Occam.Numerics.Statistics;

namespace Occam.Experiments.Judging;

/// <summary>Intervals at 95 %.</summary>
public static class Intervals
{
    /// <summary>The 97.5 % point of the standard normal distribution.</summary>
    public const double Z = 1.959963984540054;

    /// <summary>
    /// The z of intervals that hold for <paramref name="count"/> values at once (Bonferroni), so that the largest or smallest of them may be picked
    /// after they were seen.
    /// </summary>
    public static double Simultaneous(int count) => NormalDistribution.Quantile(1 - (0.025 / count));

    /// <summary>
    /// The variance of a proportion measured on n examples, with one success and one failure more (Agresti and Caffo 2000): a proportion of 1 is
    /// not known without error.
    /// </summary>
    public static double Variance(double proportion, double n)
    {
        double adjusted = ((proportion * n) + 1) / (n + 2);
        return adjusted * (1 - adjusted) / (n + 2);
    }

    /// <summary>Wilson's interval of a proportion measured on n examples: it stays inside [0, 1] and has a width at 0 and 1 too.</summary>
    public static (double Low, double High) Proportion(double proportion, int n)
    {
        double z2 = Z * Z, scale = 1 / (1 + (z2 / n));
        double centre = scale * (proportion + (z2 / (2 * n)));
        double half = scale * Z * Math.Sqrt((proportion * (1 - proportion) / n) + (z2 / (4.0 * n * n)));
        // Rounding alone would step over the ends at proportions of 0 and 1.
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
