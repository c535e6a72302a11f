namespace Occam.Experiments.Expressivity;

/// <summary>What is recorded of a network in closed form.</summary>
/// <param name="Points">Different examples, so hinges.</param>
/// <param name="Parameters">P.</param>
/// <param name="Draw">Which random direction was the best.</param>
/// <param name="SmallestEigenvalue">min (x_i − b_i).</param>
/// <param name="Condition">κ₁ of the matrix.</param>
/// <param name="LargestWeight">max |w|.</param>
/// <param name="Residual">The largest difference of an output from its target.</param>
/// <param name="BackwardError">The componentwise backward error.</param>
/// <param name="TrainAccuracy">Training accuracy.</param>
/// <param name="TestAccuracy">Test accuracy.</param>
/// <param name="Coherence">m-coherence of the cross-entropy's gradients; NaN where it is not measured.</param>
/// <param name="CoherenceError">Its standard error.</param>
internal sealed record ConstructedValues(
    int Points, int Parameters, int Draw, double SmallestEigenvalue, double Condition, double LargestWeight, double Residual, double BackwardError, double TrainAccuracy,
    double TestAccuracy, double Coherence, double CoherenceError)
{
    /// <summary>The numbers out of the order in which they are kept.</summary>
    public static ConstructedValues Of(double[] v) => new((int)v[0], (int)v[1], (int)v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11]);

    /// <summary>The numbers in the order in which they are kept.</summary>
    public double[] ToArray() =>
        [Points, Parameters, Draw, SmallestEigenvalue, Condition, LargestWeight, Residual, BackwardError, TrainAccuracy, TestAccuracy, Coherence, CoherenceError];
}
