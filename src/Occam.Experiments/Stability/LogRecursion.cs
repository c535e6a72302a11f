using Occam.Numerics.Simd;

namespace Occam.Experiments.Stability;

/// <summary>x_t = (1 + r_t) x_{t−1} + a_t, in natural logarithms, because it leaves the range of double within some thousand steps.</summary>
internal static class LogRecursion
{
    /// <summary>ln 10.</summary>
    public const double Ln10 = 2.302585092994046;

    /// <summary>The logarithm to base 10; −∞ for 0.</summary>
    public static double Log10(double value) => Elementary.Log(value) / Ln10;

    /// <summary>ln x_0 … ln x_T; ln 0 is −∞.</summary>
    /// <param name="start">ln x_0.</param>
    /// <param name="growth">r_1 … r_T, each at least 0.</param>
    /// <param name="additions">ln a_1 … ln a_T.</param>
    public static double[] Run(double start, ReadOnlySpan<double> growth, ReadOnlySpan<double> additions)
    {
        double[] logs = new double[growth.Length + 1];
        logs[0] = start;
        for (int t = 1; t < logs.Length; t++) logs[t] = Add(logs[t - 1] + Elementary.Log1p(growth[t - 1]), additions[t - 1]);
        return logs;
    }

    /// <summary>ln(e^a + e^b).</summary>
    private static double Add(double a, double b)
    {
        double larger = Math.Max(a, b), smaller = Math.Min(a, b);
        return double.IsNegativeInfinity(smaller) ? larger : larger + Elementary.Log1p(Elementary.Exp(smaller - larger));
    }
}
