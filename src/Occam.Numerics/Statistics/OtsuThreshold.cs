namespace Occam.Numerics.Statistics;

/// <summary>
/// The threshold that splits a sample best in two: it maximizes the variance between the halves, w₀·w₁·(μ₀ − μ₁)². No parameter, nothing known
/// about the sample. Source: Otsu 1979, IEEE Transactions on Systems, Man, and Cybernetics 9(1), on the values themselves instead of a histogram.
/// </summary>
public static class OtsuThreshold
{
    /// <summary>The midpoint between the two values at the best split; NaN for fewer than two distinct values.</summary>
    public static double Of(ReadOnlySpan<double> values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        double total = 0, below = 0, best = 0, threshold = double.NaN;
        foreach (double value in sorted) total += value;
        for (int i = 1; i < sorted.Length; i++)
        {
            below += sorted[i - 1];
            double difference = (below / i) - ((total - below) / (sorted.Length - i)), between = (double)i * (sorted.Length - i) * difference * difference;
            if (sorted[i].Equals(sorted[i - 1]) || !(between > best)) continue;
            (best, threshold) = (between, (sorted[i] + sorted[i - 1]) / 2);
        }

        return threshold;
    }
}
