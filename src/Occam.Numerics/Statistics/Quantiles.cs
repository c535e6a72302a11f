using System.Buffers;

namespace Occam.Numerics.Statistics;

/// <summary>
/// Sample quantiles with NumPy's definitions. Values need no order and are not changed. An empty sample and a sample with a NaN give
/// NaN; a level outside [0, 1] throws <see cref="ArgumentOutOfRangeException"/>.
/// </summary>
public static class Quantiles
{
    /// <summary>The middle value, or the mean of the two middle values.</summary>
    public static double Median(ReadOnlySpan<double> values) =>
        OfSorted(values, 0.5, static (sorted, _) =>
        {
            int half = sorted.Length / 2;
            return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        });

    /// <summary>
    /// The value at place (n − 1) · level of the sorted sample, interpolated linearly between neighbours (NumPy's default,
    /// "linear").
    /// </summary>
    public static double Linear(ReadOnlySpan<double> values, double level) =>
        OfSorted(values, level, Interpolate);

    /// <summary><see cref="Linear"/> of values that are in ascending order, NaN first as sorting puts them: for several levels of a large sample.</summary>
    public static double LinearOfSorted(ReadOnlySpan<double> sorted, double level)
    {
        DemandLevel(level);
        return sorted.IsEmpty || double.IsNaN(sorted[0]) ? double.NaN : Interpolate(sorted, level);
    }

    /// <summary>The value at place (n − 1) · level rounded to the nearest integer, halves to even (NumPy's "nearest").</summary>
    public static double Nearest(ReadOnlySpan<double> values, double level) =>
        OfSorted(values, level, static (sorted, level) => sorted[(int)Math.Round((sorted.Length - 1) * level, MidpointRounding.ToEven)]);

    private static double Interpolate(ReadOnlySpan<double> sorted, double level)
    {
        double place = (sorted.Length - 1) * level;
        int lower = (int)Math.Floor(place);
        double share = place - lower, low = sorted[lower], high = sorted[Math.Min(lower + 1, sorted.Length - 1)];

        // From the nearer end, as NumPy does it: the result is exact at both ends and never leaves them.
        return share < 0.5 ? low + ((high - low) * share) : high - ((high - low) * (1 - share));
    }

    private static void DemandLevel(double level)
    {
        if (!(level >= 0 && level <= 1)) throw new ArgumentOutOfRangeException(nameof(level), level, "A quantile's level must lie in [0, 1].");
    }

    private delegate double Reader(ReadOnlySpan<double> sorted, double level);

    private static double OfSorted(ReadOnlySpan<double> values, double level, Reader read)
    {
        DemandLevel(level);
        if (values.IsEmpty) return double.NaN;
        double[] rented = ArrayPool<double>.Shared.Rent(values.Length);
        Span<double> sorted = rented.AsSpan(0, values.Length);
        values.CopyTo(sorted);
        sorted.Sort();

        // Sorting puts NaN first.
        double result = double.IsNaN(sorted[0]) ? double.NaN : read(sorted, level);
        ArrayPool<double>.Shared.Return(rented);
        return result;
    }
}
