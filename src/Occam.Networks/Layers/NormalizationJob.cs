using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Layers;

/// <summary>Normalizes sets of neighbouring values by the formulas of <see cref="NormalizationSums"/>; a part is some whole sets.</summary>
/// <param name="sets">The sets.</param>
/// <param name="length">Values of a set.</param>
/// <param name="pass">What to do.</param>
/// <param name="all">The arrays of the whole batch.</param>
/// <param name="inverses">r of each set: written by Value, read by the others.</param>
/// <param name="epsilon">ε.</param>
/// <param name="accumulate">Whether the result is added to.</param>
internal readonly unsafe struct NormalizationJob<T>(
    PlaneParts sets, int length, NormalizationPass pass, NormalizationOperands<T> all, T* inverses, double epsilon, bool accumulate) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int part, Scratch scratch)
    {
        for (int set = sets.First(part); set < sets.End(part); set++)
        {
            NormalizationOperands<T> at = all.At((nint)set * length);
            if (pass == NormalizationPass.Value) inverses[set] = Value(at);
            else if (pass == NormalizationPass.Jacobian) Jacobian(at, inverses[set]);
            else Second(at, inverses[set]);
        }
    }

    private T Value(NormalizationOperands<T> at)
    {
        double shift = double.CreateTruncating(*at.X);
        (double sum, double squares) = StatisticLoops.Moments(at.X, length, shift);
        (double mean, double variance) = NormalizationSums.Moments(shift, sum, squares, length);
        T inverse = T.CreateTruncating(1 / Math.Sqrt(variance + epsilon));
        StatisticLoops.Standardize(at.X, at.Result, length, T.CreateTruncating(mean), inverse);
        return inverse;
    }

    private void Jacobian(NormalizationOperands<T> at, T inverse)
    {
        (double sum, double dot) = StatisticLoops.Sums(at.Vector, at.Y, length);
        NormalizationSums sums = new(double.CreateTruncating(inverse), sum / length, dot / length);
        Blend(inverse, at, sums);
    }

    private void Second(NormalizationOperands<T> at, T inverse)
    {
        (double vector, double vectorDot) = StatisticLoops.Sums(at.Vector, at.Y, length);
        (double cotangent, double cotangentDot) = StatisticLoops.Sums(at.Cotangent, at.Y, length);
        double rate = StatisticLoops.Sums(at.InputTangent, at.Y, length).Dot, cross = StatisticLoops.Sums(at.Cotangent, at.OutputTangent, length).Dot;
        double m = length;
        NormalizationSums sums = new(double.CreateTruncating(inverse), vector / m, vectorDot / m, cotangent / m, cotangentDot / m, rate / m, cross / m);
        Blend(inverse, at, sums);
        T onCotangent = T.CreateTruncating(sums.OnCotangent), onOutputTangent = T.CreateTruncating(sums.OnOutputTangent);
        StatisticLoops.Blend(onCotangent, at.Cotangent, onOutputTangent, at.OutputTangent, T.Zero, at.Result, length, accumulate: true);
    }

    private void Blend(T inverse, NormalizationOperands<T> at, NormalizationSums sums) => StatisticLoops.Blend(
        inverse, at.Vector, T.CreateTruncating(sums.OnOutput), at.Y, T.CreateTruncating(sums.Constant), at.Result, length, accumulate);
}
