using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Parameters;

namespace Occam.Networks.Layers;

/// <summary>A parameter-free map that fits no other family (the normalizations): its four passes are written by hand and proved by the derivative checks.</summary>
public abstract class GeneralLayer<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<ParameterBlock> Parameters => [];

    /// <inheritdoc/>
    public sealed override void Forward(in LayerFrame<T> frame) => Value(frame);

    /// <inheritdoc/>
    public sealed override void ForwardTangent(in LayerFrame<T> frame)
    {
        if (frame.XDot.IsEmpty) frame.YDot.Clear();
        else Tangent(frame);
    }

    /// <inheritdoc/>
    public sealed override void Backward(in LayerFrame<T> frame)
    {
        if (!frame.XBar.IsEmpty) Adjoint(frame);
    }

    /// <inheritdoc/>
    public sealed override void BackwardTangent(in LayerFrame<T> frame)
    {
        if (!frame.XBarDot.IsEmpty) AdjointTangent(frame);
    }

    /// <summary>y = f(x); keeps what the other passes need in frame.Saved.</summary>
    protected abstract void Value(in LayerFrame<T> frame);

    /// <summary>ẏ = J ẋ.</summary>
    protected abstract void Tangent(in LayerFrame<T> frame);

    /// <summary>x̄ (+)= Jᵀȳ.</summary>
    protected abstract void Adjoint(in LayerFrame<T> frame);

    /// <summary>ẋ̄ (+)= Jᵀẏ̄ + (∂J/∂x · ẋ)ᵀȳ; ẋ may be empty, which means zero.</summary>
    protected abstract void AdjointTangent(in LayerFrame<T> frame);
}
