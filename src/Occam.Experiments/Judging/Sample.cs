using Occam.Numerics.Statistics;

namespace Occam.Experiments.Judging;

/// <summary>The mean of a few values and its interval.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Low">Lower end of Student's 95 % interval.</param>
/// <param name="High">Upper end.</param>
internal readonly record struct Sample(double Mean, double Low, double High)
{
    /// <summary>
    /// Student's interval of the mean: wide where there are few values, and only as good as the values are near normal. Where one of several
    /// intervals is picked after looking, they are made wide enough to hold together (Bonferroni).
    /// </summary>
    public static Sample Of(IReadOnlyList<double> values, int intervals = 1)
    {
        int n = values.Count;
        double mean = values.Average(), squares = values.Sum(v => (v - mean) * (v - mean));
        double half = n < 2 ? double.PositiveInfinity : StudentDistribution.Quantile(1 - (0.025 / intervals), n - 1) * Math.Sqrt(squares / (n - 1) / n);
        return new Sample(mean, mean - half, mean + half);
    }

    /// <summary>The same with an interval at least as wide as that of a normal mean with this standard error.</summary>
    public Sample AtLeast(double error) => new(Mean, Math.Min(Low, Mean - (Intervals.Z * error)), Math.Max(High, Mean + (Intervals.Z * error)));

    /// <summary>The differences a − b, pair by pair.</summary>
    public static Sample Difference(double[] a, double[] b) => Of([.. a.Zip(b, (x, y) => x - y)]);
}
