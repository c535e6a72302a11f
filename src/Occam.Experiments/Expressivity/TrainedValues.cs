namespace Occam.Experiments.Expressivity;

/// <summary>What is recorded of a network that was trained by gradients. Where the training diverged, all but the first two are NaN.</summary>
/// <param name="Width">Hidden units.</param>
/// <param name="Parameters">P.</param>
/// <param name="TrainAccuracy">Training accuracy.</param>
/// <param name="TrainLoss">Mean training loss.</param>
/// <param name="TestAccuracy">Test accuracy.</param>
/// <param name="Coherence">m-coherence of the training loss's gradients.</param>
/// <param name="CoherenceError">Its standard error.</param>
internal sealed record TrainedValues(int Width, int Parameters, double TrainAccuracy, double TrainLoss, double TestAccuracy, double Coherence, double CoherenceError)
{
    /// <summary>The numbers out of the order in which they are kept.</summary>
    public static TrainedValues Of(double[] v) => new((int)v[0], (int)v[1], v[2], v[3], v[4], v[5], v[6]);

    /// <summary>The numbers in the order in which they are kept.</summary>
    public double[] ToArray() => [Width, Parameters, TrainAccuracy, TrainLoss, TestAccuracy, Coherence, CoherenceError];
}
