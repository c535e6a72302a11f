using Occam.Experiments.Judging;

namespace Occam.Experiments.MinimumNorm;

/// <summary>What is known of a kernel's solution.</summary>
/// <param name="Examples">Training examples.</param>
/// <param name="Dimension">Values of an input.</param>
/// <param name="Ridge">λ over the mean of the diagonal.</param>
/// <param name="TrainError">Training error; NaN where the matrix was singular, as all that follows.</param>
/// <param name="TestError">Test error.</param>
/// <param name="LeaveOneOut">Leave-one-out error in closed form; NaN if it was not computed.</param>
/// <param name="Norm">√tr(αᵀKα), the kernel having k(x, x) = 1 on average.</param>
/// <param name="OwnNorm">The same in the units of the features as they are.</param>
/// <param name="Residual">‖Y − (K + λI)α‖/‖Y‖.</param>
/// <param name="Passes">Solutions with the factor.</param>
/// <param name="Bits">32 or 64: the precision of matrix and factor.</param>
internal sealed record KernelValues(
    int Examples, int Dimension, double Ridge, double TrainError, double TestError, double LeaveOneOut, double Norm, double OwnNorm, double Residual, double Passes, double Bits)
{
    private const int Length = 11;

    public bool IsSolved => double.IsFinite(TrainError);

    public double[] ToArray() => [Examples, Dimension, Ridge, TrainError, TestError, LeaveOneOut, Norm, OwnNorm, Residual, Passes, Bits];

    public static KernelValues Singular(int examples, int dimension, double ridge) =>
        new(examples, dimension, ridge, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

    /// <summary>Without ridge.</summary>
    public static KernelValues Of(RunRecord record, string kernel, int examples) => At(record.Result(MinimumNormNames.Point(kernel, examples), MinimumNormNames.Values), 0);

    /// <summary>With each ridge.</summary>
    public static KernelValues[] OfRidges(RunRecord record, string kernel, int examples)
    {
        double[] all = record.Result(MinimumNormNames.Ridge(kernel, examples), MinimumNormNames.Values);
        return [.. Enumerable.Range(0, all.Length / Length).Select(at => At(all, at))];
    }

    private static KernelValues At(double[] all, int place)
    {
        double[] v = all[(place * Length)..((place + 1) * Length)];
        return new KernelValues((int)v[0], (int)v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10]);
    }
}
