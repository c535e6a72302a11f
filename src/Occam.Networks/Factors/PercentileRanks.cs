using System.Globalization;
using Occam.Numerics.Errors;

namespace Occam.Networks.Factors;

/// <summary>
/// The ranks, 0 being the smallest of n values, at which the c-th and the (100 − c)-th percentile lie by the rule "nearest" of
/// numpy.percentile: (n − 1)·c/100 rounded to the nearest integer, halves to the even one.
/// </summary>
/// <param name="Low">The rank of the c-th percentile.</param>
/// <param name="High">The rank of the (100 − c)-th.</param>
public readonly record struct PercentileRanks(int Low, int High)
{
    /// <summary>The ranks among so many examples.</summary>
    /// <param name="examples">n, at least 1.</param>
    /// <param name="percentile">c, from 0 (the extremes) to 50 (the median).</param>
    /// <exception cref="InputException">c is outside 0 to 50, or not a number.</exception>
    public static PercentileRanks Of(int examples, double percentile)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(examples, 1);
        if (!(percentile is >= 0 and <= 50))
        {
            throw new InputException(
                "Percentile", "a number from 0 to 50", percentile.ToString(CultureInfo.InvariantCulture),
                "0 keeps every gradient as it is, 50 takes the median; the paper's values are 0, 1, 2, 4 and 8.");
        }

        return new PercentileRanks(Rank(examples, percentile), Rank(examples, 100 - percentile));
    }

    private static int Rank(int examples, double percentile) => (int)Math.Round((examples - 1) * (percentile / 100), MidpointRounding.ToEven);
}
