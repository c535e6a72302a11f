namespace Occam.Experiments.Regret;

/// <summary>The mean over ordered pairs of distinct minibatches, of values[a, b], and the means without each minibatch.</summary>
internal static class PairMean
{
    /// <summary>The mean, and [m] means over the pairs without one minibatch.</summary>
    /// <param name="values">[m, m]; the diagonal is not read.</param>
    /// <param name="count">m, three at least.</param>
    public static (double Mean, double[] WithoutOne) Of(double[] values, int count)
    {
        double[] parts = new double[count];
        double total = 0;
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b < count; b++)
            {
                if (a == b) continue;
                total += values[(a * count) + b];
                parts[a] += values[(a * count) + b];
                parts[b] += values[(a * count) + b];
            }
        }

        return (total / (count * (count - 1.0)), [.. parts.Select(part => (total - part) / ((count - 1.0) * (count - 2.0)))]);
    }

    /// <summary>The mean of m values, and the means without each.</summary>
    public static (double Mean, double[] WithoutOne) Of(double[] values) => (values.Average(), [.. values.Select(v => (values.Sum() - v) / (values.Length - 1.0))]);
}
