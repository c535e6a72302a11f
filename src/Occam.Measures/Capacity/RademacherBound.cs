using Occam.Numerics.Simd;

namespace Occam.Measures.Capacity;

/// <summary>What the empirical Rademacher complexity bounds, with probability 1 − δ over the examples and for all members of a class at once.</summary>
public static class RademacherBound
{
    /// <summary>
    /// Test error − training error ≤ R̂ + 3 √(ln(2/δ)/(2n)), of a class of functions with values ±1. The errors' own complexity is half of R̂; theorem 3.5 of
    /// Mohri, Rostamizadeh and Talwalkar 2018, Foundations of Machine Learning.
    /// </summary>
    /// <param name="complexity">R̂.</param>
    /// <param name="examples">n.</param>
    /// <param name="failure">δ.</param>
    public static double OfSigns(double complexity, int examples, double failure) => complexity + Deviation(Elementary.Log(2 / failure), examples);

    /// <summary>
    /// Test error ≤ (fraction of training examples with y f(x) &lt; γ) + 2 R̂(F)/γ + 3 √(ln(2/δ)/(2n)), for a class F and a margin γ > 0 that were chosen before the
    /// examples were seen. Theorem 5.8 there; Koltchinskii and Panchenko 2002.
    /// </summary>
    /// <param name="below">The fraction.</param>
    /// <param name="scaledComplexity">R̂(F)/γ.</param>
    /// <param name="logInverseFailure">ln(1/δ).</param>
    /// <param name="examples">n.</param>
    public static double OfMargin(double below, double scaledComplexity, double logInverseFailure, int examples) =>
        below + (2 * scaledComplexity) + Deviation(EmpiricalRademacher.Ln2 + logInverseFailure, examples);

    private static double Deviation(double logarithm, int examples) => 3 * Math.Sqrt(logarithm / (2.0 * examples));
}
