using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Layers;

/// <summary>
/// Normalizes sets of M values: y = (x − μ)·r with r = (var + ε)^(−1/2) and the biased variance. With m(·) the mean over the set,
/// J v = r(v − m(v) − y·m(y v)), and along ẋ, with q = m(y ẋ): J̇ v = −r q·J v − r(ẏ·m(y v) + y·m(ẏ v)). A part is some whole sets.
/// </summary>
/// <param name="sets">The sets.</param>
/// <param name="pass">What to do.</param>
/// <param name="all">The arrays of the whole batch.</param>
/// <param name="inverses">r of each set: written by Value, read by the others.</param>
/// <param name="means">μ of each set; written by Value, read by ConstantValue; else unused.</param>
/// <param name="variances">The biased variance of each set, written by Value; null when not wanted.</param>
/// <param name="epsilon">ε.</param>
/// <param name="accumulate">Whether the result is added to.</param>
internal readonly unsafe struct NormalizationJob<T>(
    NormalizedSets sets, NormalizationPass pass, NormalizationOperands<T> all, T* inverses, double* means, double* variances, double epsilon, bool accumulate)
    : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int part, Scratch scratch)
    {
        int total = sets.Runs.Total;
        T* buffer = sets.AreScattered<T>() ? scratch.Rent<T>((nint)total * NormalizationOperands<T>.Arrays) : null;
        for (int set = sets.Parts.First(part); set < sets.Parts.End(part); set++)
        {
            NormalizationOperands<T> at = all.At(set * sets.Spacing);
            if (buffer == null)
            {
                Apply(set, at, sets.Runs);
                continue;
            }

            NormalizationOperands<T> packed = at.Pack(sets.Runs, buffer, accumulate);
            Apply(set, packed, new Runs(1, total, total));
            at.Unpack(packed.Result, sets.Runs);
        }
    }

    private void Apply(int set, NormalizationOperands<T> at, Runs runs)
    {
        switch (pass)
        {
            case NormalizationPass.Value:
                Value(set, at, runs);
                break;
            case NormalizationPass.ConstantValue:
                NormalizationLoops.Standardize(at.X, at.Result, runs, T.CreateTruncating(means[set]), inverses[set]);
                break;
            case NormalizationPass.Jacobian:
                Jacobian(set, at, runs);
                break;
            case NormalizationPass.ConstantJacobian:
                NormalizationLoops.Blend(inverses[set], at.Vector, at.Result, runs, accumulate);
                break;
            default:
                Second(set, at, runs);
                break;
        }
    }

    private void Value(int set, NormalizationOperands<T> at, Runs runs)
    {
        double shift = double.CreateTruncating(*at.X), m = runs.Total;
        (double sum, double squares) = NormalizationLoops.Moments(at.X, runs, shift);

        // A variance is not negative; what the difference can lose below zero is rounding of a constant set.
        double mean = shift + (sum / m), variance = Math.Max(0, (squares - (sum / m * sum)) / m);
        T inverse = T.CreateTruncating(1 / Math.Sqrt(variance + epsilon));
        inverses[set] = inverse;
        if (variances != null) (means[set], variances[set]) = (mean, variance);
        NormalizationLoops.Standardize(at.X, at.Result, runs, T.CreateTruncating(mean), inverse);
    }

    private void Jacobian(int set, NormalizationOperands<T> at, Runs runs)
    {
        double r = double.CreateTruncating(inverses[set]), m = runs.Total;
        (double sum, double dot) = NormalizationLoops.Sums(at.Vector, at.Y, runs);
        NormalizationLoops.Blend(inverses[set], at.Vector, T.CreateTruncating(-r * dot / m), at.Y, T.CreateTruncating(-r * sum / m), at.Result, runs, accumulate);
    }

    private void Second(int set, NormalizationOperands<T> at, Runs runs)
    {
        double r = double.CreateTruncating(inverses[set]), m = runs.Total;
        (double vectorSum, double vectorDot) = NormalizationLoops.Sums(at.Vector, at.Y, runs);
        (double cotangentSum, double cotangentDot) = NormalizationLoops.Sums(at.Cotangent, at.Y, runs);
        double q = NormalizationLoops.Sums(at.InputTangent, at.Y, runs).Dot / m;
        double cross = NormalizationLoops.Sums(at.Cotangent, at.OutputTangent, runs).Dot / m;
        double onOutput = -r * ((vectorDot / m) - (q * r * cotangentDot / m) + cross);
        double constant = -r * ((vectorSum / m) - (q * r * cotangentSum / m));
        NormalizationLoops.Blend(
            inverses[set], at.Vector, T.CreateTruncating(onOutput), at.Y, T.CreateTruncating(constant), at.Result, runs, accumulate);
        NormalizationLoops.Blend(
            T.CreateTruncating(-q * r * r), at.Cotangent, T.CreateTruncating(-r * cotangentDot / m), at.OutputTangent, T.Zero, at.Result, runs, accumulate: true);
    }
}
