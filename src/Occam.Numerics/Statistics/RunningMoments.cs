namespace Occam.Numerics.Statistics;

/// <summary>
/// Mean and variance of a stream of numbers, updated one by one without cancellation. Source: Welford 1962; merging: Chan et al.
/// 1979.
/// </summary>
public sealed class RunningMoments
{
    private double _squares;

    /// <summary>How many numbers have been added.</summary>
    public long Count { get; private set; }

    /// <summary>The arithmetic mean; NaN before the first number.</summary>
    public double Mean { get; private set; } = double.NaN;

    /// <summary>The unbiased variance Σ(x − mean)²/(n − 1); NaN for fewer than two numbers.</summary>
    public double Variance => Count < 2 ? double.NaN : _squares / (Count - 1);

    /// <summary>The square root of <see cref="Variance"/>.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>The standard error of the mean for independent numbers, √(variance/n).</summary>
    public double StandardError => Math.Sqrt(Variance / Count);

    /// <summary>Adds one number.</summary>
    public void Add(double value)
    {
        Count++;
        double before = Count == 1 ? 0 : Mean, change = value - before;
        Mean = before + (change / Count);
        _squares += change * (value - Mean);
    }

    /// <summary>Adds every number that <paramref name="other"/> has seen; the digits depend on the order of merging, so fix it.</summary>
    public void Merge(RunningMoments other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Count == 0) return;
        long total = Count + other.Count;
        double before = Count == 0 ? 0 : Mean, change = other.Mean - before, share = (double)other.Count / total;
        _squares += other._squares + (change * change * Count * share);
        Mean = before + (change * share);
        Count = total;
    }
}
