using Occam.Numerics.Simd;

namespace Occam.Measures.Capacity;

/// <summary>Bounds that count the ways in which a class of signs can label n examples: its growth function Π(n).</summary>
public static class VapnikChervonenkis
{
    /// <summary>
    /// |test error − training error| ≤ √(8 (ln Π(2n) + ln(4/δ)) / n) with probability 1 − δ, for all members at once: Vapnik and Chervonenkis 1971. Devroye, Györfi and
    /// Lugosi 1996, A Probabilistic Theory of Pattern Recognition, section 12.
    /// </summary>
    /// <param name="logGrowth">ln Π(2n).</param>
    /// <param name="examples">n.</param>
    /// <param name="failure">δ.</param>
    public static double Bound(double logGrowth, int examples, double failure) => Math.Sqrt(8 * (logGrowth + Elementary.Log(4 / failure)) / examples);

    /// <summary>
    /// ln(2 Σ_{k=0}^{d} C(n − 1, k)), the logarithm of the number of ways in which half-spaces {⟨w, x⟩ + b > 0} label n points in general position in d dimensions;
    /// n ln 2 for n ≤ d + 1, their VC dimension. Cover 1965, Geometrical and Statistical Properties of Systems of Linear Inequalities.
    /// </summary>
    /// <param name="dimensions">d.</param>
    /// <param name="examples">n.</param>
    public static double LogHalfSpaces(int dimensions, long examples)
    {
        if (examples <= dimensions + 1L) return examples * EmpiricalRademacher.Ln2;
        double term = 0, sum = 0;
        for (int k = 1; k <= dimensions; k++)
        {
            // The sum is kept as ln, with the first term C(n − 1, 0) = 1.
            term += Elementary.Log((examples - k) / (double)k);
            sum = term > sum ? term + Elementary.Log1p(Elementary.Exp(sum - term)) : sum + Elementary.Log1p(Elementary.Exp(term - sum));
        }

        return EmpiricalRademacher.Ln2 + sum;
    }

    /// <summary>The largest n with Π(n) = 2ⁿ that ln Π allows, an upper bound of the VC dimension.</summary>
    /// <param name="logGrowth">An upper bound of ln Π(n), for every n; concave from some n on.</param>
    public static long Dimension(Func<long, double> logGrowth)
    {
        ArgumentNullException.ThrowIfNull(logGrowth);
        bool Shatters(long n) => logGrowth(n) >= n * EmpiricalRademacher.Ln2 * (1 - 1e-12);
        long low = 1, high = 2;
        while (Shatters(high)) (low, high) = (high, checked(2 * high));
        while (high - low > 1)
        {
            long middle = low + ((high - low) / 2);
            if (Shatters(middle)) low = middle;
            else high = middle;
        }

        return low;
    }
}
