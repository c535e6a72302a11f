using Occam.Experiments.Judging;
using Occam.Numerics.Statistics;
using Occam.Records;

namespace Occam.Experiments.Regret;

/// <summary>A number with its 95 % interval.</summary>
internal readonly record struct Estimate(double Value, double Low, double High)
{
    /// <summary>A statistic with its values when one of n units is left out: the jackknife's error, with Student's t for n − 1 degrees of freedom.</summary>
    public static Estimate FromJackknife(double value, double[] withoutOne)
    {
        double error = Jackknife.StandardError(withoutOne);
        return WithError(value, error, withoutOne.Length - 1);
    }

    /// <summary>A value with a standard error of so many degrees of freedom.</summary>
    public static Estimate WithError(double value, double error, int degreesOfFreedom)
    {
        double half = error * (degreesOfFreedom < 1 ? double.NaN : StudentDistribution.Quantile(0.975, degreesOfFreedom));
        return new Estimate(value, value - half, value + half);
    }

    /// <summary>Held when the whole interval lies above 0, contradicted when it lies below; undecided where there is no interval.</summary>
    public Claim JudgeAbove(ClaimInfo claim, double threshold, string? note = null) =>
        double.IsFinite(Low) && double.IsFinite(High) ? claim.Above(threshold, Value, Low, High, note)
        : double.IsFinite(Value) ? claim.Judge(Value, null, null, Verdict.Undecided, note ?? "There is no interval: more than one training of each kind is needed.")
        : claim.Undecided(note ?? "The quantity is not a number here.");
}
