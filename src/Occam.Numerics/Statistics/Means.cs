using Occam.Numerics.Simd;

namespace Occam.Numerics.Statistics;

/// <summary>Means of a whole sample.</summary>
public static class Means
{
    /// <summary>Σx/n, summed as <see cref="Reductions.Sum{T}"/> does; NaN for an empty sample.</summary>
    public static double Arithmetic(ReadOnlySpan<double> values) => Reductions.Sum(values) / values.Length;

    /// <summary>
    /// exp(Σ ln x / n), n logarithms added in index order; NaN for an empty sample or a negative value, 0 if a value is zero.
    /// </summary>
    public static double Geometric(ReadOnlySpan<double> values)
    {
        double total = 0;
        foreach (double value in values) total += Elementary.Log(value);
        return Elementary.Exp(total / values.Length);
    }
}
