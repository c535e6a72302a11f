using Occam.Numerics.Simd;

namespace Occam.Measures.Capacity;

/// <summary>
/// The margin bound of <see cref="RademacherBound.OfMargin"/> for a network whose norm and margin were only known after training. R̂(F_B) is c·B in classes F_B
/// that a norm B limits, so norm and margin enter as Λ = B/γ alone. Λ is rounded up to a power of 1.1, and the k-th power has the share
/// δ/(3(|k| + 1)²) of δ: these add up to less than δ, so the bound holds for all norms and margins at once, and the best γ may be picked.
/// </summary>
public static class MarginBound
{
    private const double Step = 1.1, Shares = 3;

    /// <summary>The smallest bound of the test error over these margins.</summary>
    /// <param name="margins">Margins γ to try, each with the fraction of training examples whose margin y f(x) is below it; those that are not positive are left out.</param>
    /// <param name="norm">B, of the trained network.</param>
    /// <param name="complexityOfOne">c = R̂(F_1), or an upper bound of it.</param>
    /// <param name="examples">n.</param>
    /// <param name="failure">δ.</param>
    /// <returns>The bound; NaN where no margin is positive.</returns>
    public static double Smallest(IEnumerable<(double Margin, double Below)> margins, double norm, double complexityOfOne, int examples, double failure)
    {
        ArgumentNullException.ThrowIfNull(margins);
        double smallest = double.NaN;
        foreach ((double margin, double below) in margins)
        {
            if (!(margin > 0)) continue;
            (double ratio, double price) = RoundedUp(norm / margin);
            double bound = RademacherBound.OfMargin(below, ratio * complexityOfOne, Elementary.Log(1 / failure) + price, examples);
            if (!(bound >= smallest)) smallest = bound;
        }

        return smallest;
    }

    /// <summary>The next power of 1.1, and ln(3(|k| + 1)²), by which ln(1/δ) grows.</summary>
    internal static (double Ratio, double Price) RoundedUp(double ratio)
    {
        double log = Elementary.Log(Step), k = Math.Ceiling(Elementary.Log(ratio) / log);
        return (Math.Max(ratio, Elementary.Exp(k * log)), Elementary.Log(Shares * (Math.Abs(k) + 1) * (Math.Abs(k) + 1)));
    }
}
