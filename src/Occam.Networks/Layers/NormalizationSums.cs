namespace Occam.Networks.Layers;

/// <summary>
/// What the Jacobian of a normalization needs of a set of M values. y = (x − μ)·r with r = (var + ε)^(−1/2), and with m(·) the mean over the set
/// J v = r(v − m(v) − y·m(y v)). Along ẋ, with q = m(y ẋ), J̇ v = −r q·J v − r(ẏ·m(y v) + y·m(ẏ v)).
/// </summary>
/// <param name="R">r.</param>
/// <param name="Vector">m(v), or m(ẏ̄) in the second order.</param>
/// <param name="VectorDot">m(y v), or m(y ẏ̄).</param>
/// <param name="Cotangent">m(ȳ).</param>
/// <param name="CotangentDot">m(y ȳ).</param>
/// <param name="Rate">q = m(y ẋ).</param>
/// <param name="Cross">m(ẏ ȳ).</param>
internal readonly record struct NormalizationSums(
    double R, double Vector, double VectorDot, double Cotangent = 0, double CotangentDot = 0, double Rate = 0, double Cross = 0)
{
    /// <summary>The factor of y in J v, or in J ẏ̄ + J̇ ȳ.</summary>
    public double OnOutput => -R * (VectorDot - (Rate * R * CotangentDot) + Cross);

    /// <summary>What is added to every value.</summary>
    public double Constant => -R * (Vector - (Rate * R * Cotangent));

    /// <summary>The factor of ȳ.</summary>
    public double OnCotangent => -Rate * R * R;

    /// <summary>The factor of ẏ.</summary>
    public double OnOutputTangent => -R * CotangentDot;

    /// <summary>Mean and biased variance from Σ(x − shift) and Σ(x − shift)² of <paramref name="count"/> values.</summary>
    public static (double Mean, double Variance) Moments(double shift, double sum, double squares, double count)
    {
        // A variance is not negative; what the difference can lose below zero is rounding of a constant set.
        double mean = sum / count;
        return (shift + mean, Math.Max(0, (squares - (mean * sum)) / count));
    }
}
