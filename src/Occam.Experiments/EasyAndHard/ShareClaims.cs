using Occam.Experiments.Judging;
using Occam.Records;

namespace Occam.Experiments.EasyAndHard;

/// <summary>Whose gradient it is: the shares of pristine and corrupt examples against worlds in which the designations are permuted.</summary>
internal static class ShareClaims
{
    /// <summary>f^p of the source, its mean over null worlds, and their standard deviation.</summary>
    public const string Share = "gradient_share_pristine", Null = "gradient_share_null", Deviation = "gradient_share_null_deviation";

    /// <summary>f^c of the source.</summary>
    public const string CorruptShare = "gradient_share_corrupt";

    /// <summary>Judges the excess of the pristine share before half of the pristine examples are fitted.</summary>
    public static Claim JudgeEarly(ClaimInfo claim, Curve curve)
    {
        double[] accuracies = curve.Values(EasyHardClaims.AccuracyOf(EasyHardExperiment.Pristine));
        int end = Array.FindIndex(accuracies, a => a >= 0.5);
        return Excess(claim, curve, 0, end < 0 ? accuracies.Length : end, 1, "There is no observation before half of the pristine examples are fitted.");
    }

    /// <summary>Judges the excess of the corrupt share from when half of the corrupted examples are fitted.</summary>
    public static Claim JudgeLate(ClaimInfo claim, Curve curve)
    {
        double[] accuracies = curve.Values(EasyHardClaims.AccuracyOf(EasyHardExperiment.Corrupt));
        int start = Array.FindIndex(accuracies, a => a >= 0.5);
        return Excess(claim, curve, start < 0 ? accuracies.Length : start, accuracies.Length, -1, "Half of the corrupted examples were never fitted.");
    }

    /// <summary>The mean of a share between two observations.</summary>
    public static double Mean(Curve curve, string metric, int start, int end) => curve.Values(metric)[start..end].Average();

    private static Claim Excess(ClaimInfo claim, Curve curve, int start, int end, int sign, string missing)
    {
        if (start >= end) return claim.Undecided(missing);
        double share = Mean(curve, Share, start, end), world = Mean(curve, Null, start, end);
        double excess = sign * (share - world), half = Intervals.Z * Mean(curve, Deviation, start, end);
        double own = sign > 0 ? share : 1 - share, random = sign > 0 ? world : 1 - world;
        return claim.Above(0, excess, excess - half, excess + half, $"A share of {own:0.###} at {end - start} observations; random designations have {random:0.###}.");
    }
}
