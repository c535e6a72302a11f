using System.Numerics;

namespace Occam.Networks.Layers;

/// <summary>Runs the passes of a normalization over the sets of a batch; r of each set stands at the beginning of frame.Saved.</summary>
internal static unsafe class Normalizer
{
    /// <summary>y from x. Statistics, when given, are [mean of each set, biased variance of each set]: written, or read when they are constants.</summary>
    public static void Value<T>(in LayerFrame<T> frame, NormalizedSets sets, double epsilon, Span<double> statistics, bool constant)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* x = frame.X, y = frame.Y, saved = frame.Saved)
        fixed (double* means = statistics)
        {
            NormalizationOperands<T> operands = new() { X = x, Result = y };
            double* variances = means == null ? null : means + sets.Count;
            NormalizationPass pass = constant ? NormalizationPass.ConstantValue : NormalizationPass.Value;
            frame.Workers.Run(new NormalizationJob<T>(sets, pass, operands, saved, means, variances, epsilon, accumulate: false), sets.Parts.Count);
        }
    }

    /// <summary>result (+)= J v.</summary>
    public static void Jacobian<T>(in LayerFrame<T> frame, NormalizedSets sets, ReadOnlySpan<T> vector, Span<T> result, bool accumulate, bool constant)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* y = frame.Y, v = vector, r = result, saved = frame.Saved)
        {
            NormalizationOperands<T> operands = new() { Y = constant ? null : y, Vector = v, Result = r };
            NormalizationPass pass = constant ? NormalizationPass.ConstantJacobian : NormalizationPass.Jacobian;
            frame.Workers.Run(new NormalizationJob<T>(sets, pass, operands, saved, null, null, 0, accumulate), sets.Parts.Count);
        }
    }

    /// <summary>ẋ̄ (+)= J ẏ̄ + J̇ ȳ.</summary>
    public static void AdjointTangent<T>(in LayerFrame<T> frame, NormalizedSets sets, bool constant)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (constant || frame.XDot.IsEmpty)
        {
            Jacobian(frame, sets, frame.YBarDot, frame.XBarDot, frame.AccumulateInput, constant);
            return;
        }

        fixed (T* y = frame.Y, v = frame.YBarDot, c = frame.YBar, dx = frame.XDot, dy = frame.YDot, r = frame.XBarDot, saved = frame.Saved)
        {
            NormalizationOperands<T> operands = new() { Y = y, Vector = v, Cotangent = c, InputTangent = dx, OutputTangent = dy, Result = r };
            frame.Workers.Run(new NormalizationJob<T>(sets, NormalizationPass.Second, operands, saved, null, null, 0, frame.AccumulateInput), sets.Parts.Count);
        }
    }
}
