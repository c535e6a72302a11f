using Occam.Experiments.Computing;
using Occam.Experiments.Watching;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Evidence;

/// <summary>
/// The evidence of the linear model over all λ, for one set of labels. The weights have the prior N(0, 1/λ). The bias is not regularized: its prior
/// is uniform from −R to R, so that the evidence is a probability and can be compared with the null model's.
/// </summary>
internal static class LinearEvidence
{
    private const double HalfLogTwoPi = 0.9189385332046727;

    private static readonly string[] Curves =
    [
        EvidenceNames.Objective, EvidenceNames.Occam, EvidenceNames.Evidence, EvidenceNames.TrainAccuracy, EvidenceNames.TestLoss, EvidenceNames.TestAccuracy, EvidenceNames.Bias,
        EvidenceNames.GradientNorm, EvidenceNames.Gain,
    ];

    /// <summary>The computation for one set of labels; the data are prepared only when it runs.</summary>
    public static Computation Computation(int labels, double[] lambdas, double biasRange, Func<EvidenceData> prepare) => new(
        EvidenceNames.Linear(labels), [.. Curves, EvidenceNames.TestLosses], site => Compute(prepare(), lambdas, biasRange, site.Workers, site.Report));

    /// <summary>
    /// ½ Σ ln(λ_i/λ) over the weights, with the bias beside them: ½ ln det ∇²C − (P/2) ln λ + ln 2R − ½ ln 2π, P being the number of weights.
    /// </summary>
    public static double OccamFactor(double logDeterminant, int weights, double lambda, double biasRange) =>
        (logDeterminant / 2) - (weights / 2.0 * Elementary.Log(lambda)) + Elementary.Log(2 * biasRange) - HalfLogTwoPi;

    /// <summary>All results. λ goes down, each minimum being the start of the next.</summary>
    public static NamedArray[] Compute(EvidenceData data, double[] lambdas, double biasRange, Workers workers, Action<long, long> report)
    {
        (LogisticFeatures train, LogisticFeatures test) = LogisticFeatures.Of(data);
        double[][] rows = new double[lambdas.Length][];
        double[] losses = new double[lambdas.Length * test.Count], start = new double[train.Width];
        for (int at = lambdas.Length - 1; at >= 0; at--)
        {
            report(lambdas.Length - 1 - at, lambdas.Length);
            LogisticMinimum minimum = new PenalizedLogistic(workers, train, lambdas[at]).Minimize(start);
            start = minimum.Parameters;
            double[] outputs = PenalizedLogistic.Outputs(test, start), each = PenalizedLogistic.Losses(test, outputs);
            each.CopyTo(losses, at * test.Count);
            double occam = OccamFactor(minimum.LogDeterminant, train.Width - 1, lambdas[at], biasRange);
            rows[at] =
            [
                minimum.Objective, occam, minimum.Objective + occam - (train.Count * Elementary.Log(2.0)),
                PenalizedLogistic.Accuracy(train, PenalizedLogistic.Outputs(train, start)), each.Average(), PenalizedLogistic.Accuracy(test, outputs), start[^1],
                minimum.GradientNorm, minimum.Gain,
            ];
        }

        return [.. Curves.Select((name, c) => new NamedArray(name, [.. rows.Select(r => r[c])])), new NamedArray(EvidenceNames.TestLosses, losses)];
    }
}
