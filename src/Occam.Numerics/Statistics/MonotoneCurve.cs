namespace Occam.Numerics.Statistics;

/// <summary>A curve given by its corner points, in the order in which it is walked.</summary>
public static class MonotoneCurve
{
    /// <summary>
    /// The x at which y first reaches <paramref name="level"/>, rising or falling, on straight lines between the points (xᵢ, yᵢ); null if
    /// it never does. A point with a NaN is not crossed to or from.
    /// </summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double? FirstReaches(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double level)
    {
        if (x.Length != y.Length)
            throw new ArgumentException($"MonotoneCurve.FirstReaches: expected as many x as y, got {x.Length} and {y.Length}. Slice them to one length.");
        for (int i = 0; i < y.Length; i++)
        {
            if (y[i] == level) return x[i];
            if (i == 0 || !((y[i - 1] < level && y[i] > level) || (y[i - 1] > level && y[i] < level))) continue;
            double share = (level - y[i - 1]) / (y[i] - y[i - 1]);
            return x[i - 1] + ((x[i] - x[i - 1]) * share);
        }

        return null;
    }
}
