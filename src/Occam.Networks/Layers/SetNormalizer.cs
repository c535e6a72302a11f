using System.Numerics;

namespace Occam.Networks.Layers;

/// <summary>The passes of group and layer norm: sets of neighbours, each within one example; r of each set is kept in frame.Saved.</summary>
internal static unsafe class SetNormalizer
{
    /// <summary>y from x.</summary>
    public static void Value<T>(in LayerFrame<T> frame, int length, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PlaneParts sets = PlaneParts.For(frame.X.Length / length, length);
        fixed (T* x = frame.X, y = frame.Y, saved = frame.Saved)
        {
            NormalizationOperands<T> operands = new() { X = x, Result = y };
            frame.Workers.Run(new NormalizationJob<T>(sets, length, NormalizationPass.Value, operands, saved, epsilon, accumulate: false), sets.Count);
        }
    }

    /// <summary>result (+)= J v.</summary>
    public static void Jacobian<T>(in LayerFrame<T> frame, int length, ReadOnlySpan<T> vector, Span<T> result, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PlaneParts sets = PlaneParts.For(frame.X.Length / length, length);
        fixed (T* y = frame.Y, v = vector, r = result, saved = frame.Saved)
        {
            NormalizationOperands<T> operands = new() { Y = y, Vector = v, Result = r };
            frame.Workers.Run(new NormalizationJob<T>(sets, length, NormalizationPass.Jacobian, operands, saved, 0, accumulate), sets.Count);
        }
    }

    /// <summary>ẋ̄ (+)= J ẏ̄ + J̇ ȳ.</summary>
    public static void AdjointTangent<T>(in LayerFrame<T> frame, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (frame.XDot.IsEmpty)
        {
            Jacobian(frame, length, frame.YBarDot, frame.XBarDot, frame.AccumulateInput);
            return;
        }

        PlaneParts sets = PlaneParts.For(frame.X.Length / length, length);
        fixed (T* y = frame.Y, v = frame.YBarDot, c = frame.YBar, dx = frame.XDot, dy = frame.YDot, r = frame.XBarDot, saved = frame.Saved)
        {
            NormalizationOperands<T> operands = new() { Y = y, Vector = v, Cotangent = c, InputTangent = dx, OutputTangent = dy, Result = r };
            frame.Workers.Run(new NormalizationJob<T>(sets, length, NormalizationPass.Second, operands, saved, 0, frame.AccumulateInput), sets.Count);
        }
    }
}
