using Occam.Numerics.Simd;

namespace Occam.Measures.Capacity;

/// <summary>The bound by uniform stability.</summary>
public static class UniformStability
{
    /// <summary>
    /// Test loss − training loss ≤ 2β + (4nβ + M) √(ln(1/δ)/(2n)) with probability 1 − δ, of a loss in [0, M] that changes at no point by more than β when any one
    /// of the n examples is left out: theorem 12 of Bousquet and Elisseeff 2002, Stability and Generalization, JMLR 2. It says something only where β is
    /// small against 1/√n.
    /// </summary>
    /// <param name="stability">β.</param>
    /// <param name="largestLoss">M.</param>
    /// <param name="examples">n.</param>
    /// <param name="failure">δ.</param>
    public static double Bound(double stability, double largestLoss, int examples, double failure) =>
        (2 * stability) + (((4.0 * examples * stability) + largestLoss) * Math.Sqrt(Elementary.Log(1 / failure) / (2.0 * examples)));
}
