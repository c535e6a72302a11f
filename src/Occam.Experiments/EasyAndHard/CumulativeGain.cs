using Occam.Experiments.Judging;

namespace Occam.Experiments.EasyAndHard;

/// <summary>
/// i_t^p and i_t^c of Chatterjee 2020: by how much all steps so far have lowered, to first order and for a learning rate of 1, the loss of an average
/// example of each group. The source sums ⟨g_t, g_t^p⟩/|p| over every step with the minibatch's gradient; this takes the gradient of all measured
/// examples at the observed steps and the trapezoid rule between them.
/// </summary>
internal static class CumulativeGain
{
    private const string Norm = "gradient_norm";

    /// <summary>The gains of both groups at every observation.</summary>
    public static (double[] Pristine, double[] Corrupt) Of(Curve mixed)
    {
        double[] share = mixed.Values(ShareClaims.Share), fraction = mixed.Values(ShareClaims.Null), norm = mixed.Values(Norm);
        // ⟨ḡ, mean of the group⟩ = f‖ḡ‖² · n/|group|, and the mean of the null worlds estimates |group|/n.
        return (
            Sum(mixed.Steps, [.. share.Select((f, i) => f * norm[i] * norm[i] / fraction[i])]),
            Sum(mixed.Steps, [.. share.Select((f, i) => (1 - f) * norm[i] * norm[i] / (1 - fraction[i]))]));
    }

    private static double[] Sum(double[] steps, double[] rates)
    {
        double[] sums = new double[steps.Length];
        for (int i = 1; i < sums.Length; i++) sums[i] = sums[i - 1] + ((steps[i] - steps[i - 1]) * (rates[i] + rates[i - 1]) / 2);
        return sums;
    }
}
