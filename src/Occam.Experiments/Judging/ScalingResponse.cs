using Occam.Numerics.Simd;

namespace Occam.Experiments.Judging;

/// <summary>What becomes of a quantity when parameters are rescaled by α: its value at each α, α = 1 first.</summary>
/// <param name="Alphas">The factors.</param>
/// <param name="Values">The values, one for each.</param>
/// <param name="Tolerance">The largest relative change that counts as none.</param>
internal sealed record ScalingResponse(double[] Alphas, double[] Values, double Tolerance = ScalingResponse.Rounding)
{
    /// <summary>A ratio this close to 1 is unchanged: sums of rescaled numbers may round otherwise.</summary>
    public const double Rounding = 1e-6;

    /// <summary>How near every ratio must come to α^k for the fit to be a power.</summary>
    private const double LargestMisfit = 0.02;

    public const string Invariant = "invariant", Power = "scales as α^k", Breaks = "breaks", Undefined = "not measured";

    /// <summary>The largest relative change over all α; infinite where the quantity does not exist at some α, NaN where it never does.</summary>
    public double LargestChange => double.IsFinite(Values[0])
        ? Values.Skip(1).Max(v => double.IsFinite(v) ? Change(v) : double.PositiveInfinity)
        : Values.Any(double.IsFinite) ? double.PositiveInfinity : double.NaN;

    /// <summary>k of the least squares fit of value ∝ α^k through α = 1; NaN where values are not all of one sign.</summary>
    public double Exponent
    {
        get
        {
            double products = 0, squares = 0;
            for (int i = 1; i < Alphas.Length; i++)
            {
                double x = Elementary.Log(Alphas[i]);
                products += x * LogRatio(i);
                squares += x * x;
            }

            return products / squares;
        }
    }

    /// <summary>How far the fit is off: the largest |ln(value(α)/value(1)) − k ln α| as a part of |k ln α|; NaN without a fit.</summary>
    public double Misfit => Enumerable.Range(1, Alphas.Length - 1).Max(i => Math.Abs((LogRatio(i) / (Exponent * Elementary.Log(Alphas[i]))) - 1));

    /// <summary>The finding in words.</summary>
    public string Finding => LargestChange <= Tolerance ? Invariant : Misfit < LargestMisfit ? Power : double.IsNaN(LargestChange) ? Undefined : Breaks;

    private double Change(double value) => value == Values[0] ? 0 : Math.Abs((value - Values[0]) / Values[0]);

    private double LogRatio(int i) => Values[i] / Values[0] is > 0 and var ratio && double.IsFinite(ratio) ? Elementary.Log(ratio) : double.NaN;
}
