using System.Runtime.Intrinsics;
using Occam.Numerics.Simd;

namespace Occam.Numerics.Statistics;

/// <summary>Student's t distribution with a whole number of degrees of freedom.</summary>
public static class StudentDistribution
{
    private const int LargestExact = 1000;

    /// <summary>
    /// The t with P(T ≤ t) = <paramref name="probability"/>; −∞ at 0, ∞ at 1, NaN outside [0, 1]. Relative error below 1e-10 for
    /// probabilities in [0.001, 0.999]. Source: Abramowitz and Stegun 26.7.3 and 26.7.4 (finite sums, solved by bisection on the
    /// angle), 26.7.5 above 1,000 degrees of freedom.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one degree of freedom.</exception>
    public static double Quantile(double probability, int degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, 1);
        if (!(probability > 0 && probability < 1)) return NormalDistribution.Quantile(probability);
        if (degreesOfFreedom > LargestExact) return Expansion(NormalDistribution.Quantile(probability), degreesOfFreedom);
        if (probability == 0.5) return 0;
        double twoSided = Math.Abs(probability - 0.5) * 2;
        double low = 0, high = 0.25;
        while (true)
        {
            double middle = (low + high) / 2;
            if (middle <= low || middle >= high) break;
            if (Within(middle, degreesOfFreedom) < twoSided) low = middle;
            else high = middle;
        }

        (double sine, double cosine) = SineCosine(high);
        return Math.CopySign(Math.Sqrt(degreesOfFreedom) * sine / cosine, probability - 0.5);
    }

    /// <summary>P(|T| ≤ √ν tan θ) at θ = 2π · turns.</summary>
    private static double Within(double turns, int degrees)
    {
        (double sine, double cosine) = SineCosine(turns);
        bool odd = degrees % 2 == 1;
        double term = odd ? cosine : 1, total = 0;
        for (int k = odd ? 3 : 2; k <= degrees; k += 2)
        {
            total += term;
            term *= cosine * cosine * (k - 1) / k;
        }

        return odd ? (4 * turns) + (2 / Math.PI * sine * total) : sine * total;
    }

    private static (double Sine, double Cosine) SineCosine(double turns)
    {
        // The kernel covers an eighth of a turn; the other eighth is its reflection.
        bool reflect = turns > 0.125;
        (Vector256<double> sine, Vector256<double> cosine) = DoubleKernels.SineCosineOfTurns(Vector256.Create(reflect ? 0.25 - turns : turns));
        return reflect ? (cosine.ToScalar(), sine.ToScalar()) : (sine.ToScalar(), cosine.ToScalar());
    }

    private static double Expansion(double z, double degrees)
    {
        double s = z * z;
        double first = z * (s + 1) / 4;
        double second = z * ((((5 * s) + 16) * s) + 3) / 96;
        double third = z * ((((((3 * s) + 19) * s) + 17) * s) - 15) / 384;
        double fourth = z * ((((((((79 * s) + 776) * s) + 1482) * s) - 1920) * s) - 945) / 92160;
        return z + ((first + ((second + ((third + (fourth / degrees)) / degrees)) / degrees)) / degrees);
    }
}
