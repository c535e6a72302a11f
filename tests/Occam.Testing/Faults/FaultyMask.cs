using System.Numerics;
using Occam.Networks.Layers;

namespace Occam.Testing.Faults;

/// <summary>y = m·x + 1/2 with m = 1 where x was positive and 1/5 elsewhere: a linear map that is fixed by the forward pass, with one planted fault.</summary>
public sealed class FaultyMask<T>(Shape shape, MaskFault fault) : LinearMapLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Kind => "faulty mask";

    public override Shape Input => shape;

    public override Shape Output => shape;

    public override int SavedLength(int batch) => batch * shape.Size;

    protected override void Prepare(in LayerFrame<T> frame)
    {
        if (fault == MaskFault.StaleSaved && frame.Saved[0] != T.Zero) return;
        for (int i = 0; i < frame.Saved.Length; i++) frame.Saved[i] = frame.X[i] > T.Zero ? T.One : T.CreateTruncating(0.2);
    }

    protected override void Map(in LayerFrame<T> frame, ReadOnlySpan<T> x, T one, Span<T> y)
    {
        // The value follows the present input even where the mask is stale, as it would if only the adjoint's copy were forgotten.
        T constant = (fault == MaskFault.ConstantInTangent ? T.One : one) * T.CreateTruncating(0.5);
        for (int i = 0; i < y.Length; i++)
        {
            T present = frame.X[i] > T.Zero ? T.One : T.CreateTruncating(0.2);
            y[i] = ((one == T.Zero ? frame.Saved[i] : present) * x[i]) + constant;
        }
    }

    protected override void Adjoint(in LayerFrame<T> frame, ReadOnlySpan<T> yBar, Span<T> xBar, bool accumulate)
    {
        accumulate &= fault != MaskFault.AccumulationIgnored;
        for (int i = 0; i < yBar.Length; i++) xBar[i] = (accumulate ? xBar[i] : T.Zero) + (frame.Saved[i] * yBar[i]);
    }
}
