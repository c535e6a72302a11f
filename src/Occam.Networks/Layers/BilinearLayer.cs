using System.Numerics;
using Occam.Networks.Factors;

namespace Occam.Networks.Layers;

/// <summary>
/// y = B(θ, [x; 1]) with B linear in θ and in [x; 1]. Three maps and the gradient factors are declared; every pass and every per-example
/// quantity follows. "one" is 1 for a primal input and 0 for a tangent: a bias has no tangent.
/// </summary>
public abstract class BilinearLayer<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The shape of the gradient factors of one example.</summary>
    public abstract FactorShape FactorShape { get; }

    /// <inheritdoc/>
    public sealed override void Forward(in LayerFrame<T> frame) => Product(frame, frame.Theta, frame.X, T.One, frame.Y, accumulate: false);

    /// <inheritdoc/>
    public sealed override void ForwardTangent(in LayerFrame<T> frame)
    {
        if (!frame.ThetaDot.IsEmpty) Product(frame, frame.ThetaDot, frame.X, T.One, frame.YDot, accumulate: false);
        else if (frame.XDot.IsEmpty) frame.YDot.Clear();
        if (!frame.XDot.IsEmpty) Product(frame, frame.Theta, frame.XDot, T.Zero, frame.YDot, accumulate: !frame.ThetaDot.IsEmpty);
    }

    /// <inheritdoc/>
    public sealed override void Backward(in LayerFrame<T> frame)
    {
        if (!frame.XBar.IsEmpty) InputAdjoint(frame, frame.Theta, frame.YBar, frame.XBar, frame.AccumulateInput);
        if (!frame.ThetaBar.IsEmpty) ParameterAdjoint(frame, frame.X, T.One, frame.YBar, frame.ThetaBar, accumulate: false, frame.NormsSquared);
    }

    /// <inheritdoc/>
    public sealed override void BackwardTangent(in LayerFrame<T> frame)
    {
        if (!frame.XBarDot.IsEmpty)
        {
            InputAdjoint(frame, frame.Theta, frame.YBarDot, frame.XBarDot, frame.AccumulateInput);
            if (!frame.ThetaDot.IsEmpty) InputAdjoint(frame, frame.ThetaDot, frame.YBar, frame.XBarDot, accumulate: true);
        }

        if (frame.ThetaBarDot.IsEmpty) return;
        ParameterAdjoint(frame, frame.X, T.One, frame.YBarDot, frame.ThetaBarDot, accumulate: false, []);
        if (!frame.XDot.IsEmpty) ParameterAdjoint(frame, frame.XDot, T.Zero, frame.YBar, frame.ThetaBarDot, accumulate: true, []);
    }

    /// <summary>
    /// products[n] = ⟨direction, gradient of example n⟩ for this layer, by the adjoint identity ⟨B(d, [x; 1]), ȳ⟩: no gradient is formed.
    /// </summary>
    /// <param name="frame">Holds X and YBar of a backward pass.</param>
    /// <param name="direction">A vector over the layer's parameters.</param>
    /// <param name="image">Scratch for B(direction, [x; 1]): [n, output size].</param>
    /// <param name="products">[n]; overwritten.</param>
    public void GradientDots(in LayerFrame<T> frame, ReadOnlySpan<T> direction, Span<T> image, Span<double> products)
    {
        Product(frame, direction, frame.X, T.One, image, accumulate: false);
        RowDots.Compute(frame.Workers, image, frame.YBar, frame.Batch, products);
    }

    /// <summary>
    /// Writes the gradient factors of examples [first, first + count) of a backward pass: U [count, site, group, p], with a column of ones after
    /// each p where there is a bias, and V [count, site, group, q]. See <see cref="Factors.FactorShape"/>.
    /// </summary>
    /// <param name="frame">Holds X and YBar of the whole batch.</param>
    /// <param name="first">The first example.</param>
    /// <param name="count">How many examples.</param>
    /// <param name="inputs">U; overwritten.</param>
    /// <param name="cotangents">V; overwritten.</param>
    public abstract void FillFactors(in LayerFrame<T> frame, int first, int count, Span<T> inputs, Span<T> cotangents);

    /// <summary>y (+)= B(θ, [x; one]).</summary>
    protected abstract void Product(in LayerFrame<T> frame, ReadOnlySpan<T> theta, ReadOnlySpan<T> x, T one, Span<T> y, bool accumulate);

    /// <summary>x̄ (+)= the adjoint of x ↦ B(θ, [x; 0]) at ȳ.</summary>
    protected abstract void InputAdjoint(in LayerFrame<T> frame, ReadOnlySpan<T> theta, ReadOnlySpan<T> yBar, Span<T> xBar, bool accumulate);

    /// <summary>
    /// θ̄ (+)= the adjoint of θ ↦ B(θ, [x; one]) at ȳ: the examples' gradients, added in the order of their index whether or not their norms
    /// are wanted. normsSquared is [block, example], overwritten, or empty.
    /// </summary>
    protected abstract void ParameterAdjoint(
        in LayerFrame<T> frame, ReadOnlySpan<T> x, T one, ReadOnlySpan<T> yBar, Span<T> thetaBar, bool accumulate, Span<double> normsSquared);
}
