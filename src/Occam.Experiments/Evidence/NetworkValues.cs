using Occam.Experiments.Judging;

namespace Occam.Experiments.Evidence;

/// <summary>What is recorded of a small network at one λ. Energies are in nats and against the null model: below 0 the network is preferred.</summary>
/// <param name="GaussNewton">E with the Gauss-Newton matrix.</param>
/// <param name="Hessian">E with the whole Hessian; NaN where it has an eigenvalue that is not positive.</param>
/// <param name="Objective">C, in nats.</param>
/// <param name="GradientNorm">‖∇C‖.</param>
/// <param name="Gain">About the nats that the minimum lies below.</param>
/// <param name="TrainAccuracy">Training accuracy.</param>
/// <param name="TestAccuracy">Test accuracy.</param>
/// <param name="TestLoss">Mean test cross-entropy, in nats.</param>
/// <param name="NonPositive">How many eigenvalues of the Hessian of C are not positive.</param>
internal sealed record NetworkValues(
    double GaussNewton, double Hessian, double Objective, double GradientNorm, double Gain, double TrainAccuracy, double TestAccuracy, double TestLoss, int NonPositive)
{
    /// <summary>Nats: a factor e of the evidence would be 1.</summary>
    private const double LargestGain = 1e-3;

    /// <summary>Whether Laplace's approximation has a point to expand about.</summary>
    public bool IsStationary => Gain <= LargestGain;

    /// <summary>What was recorded with these labels at this λ.</summary>
    public static NetworkValues Of(RunRecord record, int labels, double lambda)
    {
        double[] v = record.Result(EvidenceNames.Network(labels, lambda), EvidenceNames.Values);
        return new NetworkValues(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], (int)v[8]);
    }

    /// <summary>The numbers in the order in which they are kept.</summary>
    public double[] ToArray() => [GaussNewton, Hessian, Objective, GradientNorm, Gain, TrainAccuracy, TestAccuracy, TestLoss, NonPositive];
}
