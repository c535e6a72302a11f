using Occam.Experiments.Judging;

namespace Occam.Experiments.MatrixCompletion;

/// <summary>What is measured of a recovered matrix.</summary>
/// <param name="Error">Mean squared error over all entries.</param>
/// <param name="Loss">Mean squared error over the observations.</param>
/// <param name="NuclearNorm">Sum of the singular values.</param>
/// <param name="EffectiveRank">exp of the entropy of the singular values over their sum.</param>
/// <param name="Steps">Steps or iterations.</param>
/// <param name="Gap">How far the nuclear norm may lie above the least one, in parts of it; NaN where none was sought.</param>
internal sealed record MatrixValues(double Error, double Loss, double NuclearNorm, double EffectiveRank, double Steps, double Gap)
{
    public static MatrixValues Of(double[] values) => new(values[0], values[1], values[2], values[3], values[4], values[5]);

    public static MatrixValues Of(RunRecord record, string computation) => Of(record.Result(computation, MatrixNames.Values));

    public double[] ToArray() => [Error, Loss, NuclearNorm, EffectiveRank, Steps, Gap];
}
