using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Parameters;

namespace Occam.Networks.Layers;

/// <summary>
/// y = A[x; 1] with no parameters, where A may depend on what the forward pass kept (which value was the largest, which were dropped) but is
/// constant to every derivative. Two maps are declared; the passes follow.
/// </summary>
public abstract class LinearMapLayer<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<ParameterBlock> Parameters => [];

    /// <inheritdoc/>
    public sealed override void Forward(in LayerFrame<T> frame)
    {
        Prepare(frame);
        Map(frame, frame.X, T.One, frame.Y);
    }

    /// <inheritdoc/>
    public sealed override void ForwardTangent(in LayerFrame<T> frame)
    {
        if (frame.XDot.IsEmpty) frame.YDot.Clear();
        else Map(frame, frame.XDot, T.Zero, frame.YDot);
    }

    /// <inheritdoc/>
    public sealed override void Backward(in LayerFrame<T> frame)
    {
        if (!frame.XBar.IsEmpty) Adjoint(frame, frame.YBar, frame.XBar, frame.AccumulateInput);
    }

    /// <inheritdoc/>
    public sealed override void BackwardTangent(in LayerFrame<T> frame)
    {
        if (!frame.XBarDot.IsEmpty) Adjoint(frame, frame.YBarDot, frame.XBarDot, frame.AccumulateInput);
    }

    /// <summary>Fixes A for this forward pass in frame.Saved, where it depends on the input or on chance.</summary>
    protected abstract void Prepare(in LayerFrame<T> frame);

    /// <summary>y = A[x; one]; one is 1 for a primal input and 0 for a tangent.</summary>
    protected abstract void Map(in LayerFrame<T> frame, ReadOnlySpan<T> x, T one, Span<T> y);

    /// <summary>x̄ (+)= Aᵀȳ, without the constant column.</summary>
    protected abstract void Adjoint(in LayerFrame<T> frame, ReadOnlySpan<T> yBar, Span<T> xBar, bool accumulate);
}
