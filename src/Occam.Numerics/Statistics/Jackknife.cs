namespace Occam.Numerics.Statistics;

/// <summary>
/// Error and bias of a statistic from its values θ₍ᵢ₎ with observation i left out. Source: Efron and Tibshirani 1993, chapter 11. It
/// fails for statistics that are not smooth, such as the median.
/// </summary>
public static class Jackknife
{
    /// <summary>√((n − 1)/n · Σᵢ(θ₍ᵢ₎ − θ₍·₎)²), θ₍·₎ the mean of the n values; NaN for fewer than two.</summary>
    public static double StandardError(ReadOnlySpan<double> leaveOneOut)
    {
        RunningMoments moments = Collect(leaveOneOut);
        double n = leaveOneOut.Length;
        return Math.Sqrt((n - 1) * (n - 1) / n * moments.Variance);
    }

    /// <summary>(n − 1)(θ₍·₎ − θ): subtract it from the full statistic θ to remove the bias of order 1/n; NaN without values.</summary>
    public static double Bias(double full, ReadOnlySpan<double> leaveOneOut) =>
        (leaveOneOut.Length - 1) * (Collect(leaveOneOut).Mean - full);

    private static RunningMoments Collect(ReadOnlySpan<double> values)
    {
        RunningMoments moments = new();
        foreach (double value in values) moments.Add(value);
        return moments;
    }
}
