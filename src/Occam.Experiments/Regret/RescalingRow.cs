using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Numerics.Simd;

namespace Occam.Experiments.Regret;

/// <summary>What became of one measure under the rescaling: its value at each α, α = 1 first.</summary>
internal sealed record RescalingRow(double[] Alphas, double[] Values)
{
    /// <summary>A ratio this close to 1 is unchanged: sums of rescaled numbers may round otherwise.</summary>
    public const double Rounding = 1e-6;

    public static RescalingRow Of(RunRecord record, TrialPlan trial, string result) =>
        new(record.Result(Rescaling.ComputationName(trial), Rescaling.Factors), record.Result(Rescaling.ComputationName(trial), result));

    /// <summary>The largest relative change over all α; infinite where the measure does not exist at some α, NaN where it never does.</summary>
    public double LargestChange => double.IsFinite(Values[0])
        ? Values.Skip(1).Max(v => double.IsFinite(v) ? Math.Abs((v / Values[0]) - 1) : double.PositiveInfinity)
        : Values.Any(double.IsFinite) ? double.PositiveInfinity : double.NaN;

    /// <summary>k of the least squares fit of value ∝ α^k through α = 1; NaN where values are not all positive.</summary>
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

    /// <summary>The finding in words.</summary>
    public string Verdict => LargestChange <= Rounding ? "invariant" : IsPower ? "scales as α^k" : double.IsNaN(LargestChange) ? "not measured" : "changes";

    /// <summary>Every ratio within 2 % of the fit's own: a tolerance of its own would take what hardly moves for a power near 0.</summary>
    private bool IsPower => Enumerable.Range(1, Alphas.Length - 1).All(i =>
        Math.Abs(LogRatio(i) - (Exponent * Elementary.Log(Alphas[i]))) < 0.02 * Math.Abs(Exponent * Elementary.Log(Alphas[i])));

    private double LogRatio(int i) => Values[i] / Values[0] is > 0 and var ratio && Values[0] > 0 ? Elementary.Log(ratio) : double.NaN;
}
