using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Factors;
using Occam.Networks.Parameters;

namespace Occam.Networks.Layers;

/// <summary>
/// y[n,j] = gain[j]·x[n,j] + bias[j] for each value j of an example: the affine part of layer norm, as PyTorch's with the whole example as
/// normalized shape.
/// </summary>
public sealed class ElementAffine<T> : BilinearLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AffineMaps<T> _maps;

    /// <summary>A gain and a bias for each value.</summary>
    public ElementAffine(Shape shape) => (Input, _maps) = (shape, new AffineMaps<T>(shape.Size, 1));

    /// <inheritdoc/>
    public override string Kind => "element affine";

    /// <inheritdoc/>
    public override Shape Input { get; }

    /// <inheritdoc/>
    public override Shape Output => Input;

    /// <inheritdoc/>
    public override ImmutableArray<ParameterBlock> Parameters => _maps.Parameters;

    /// <inheritdoc/>
    public override FactorShape FactorShape => _maps.FactorShape;

    /// <inheritdoc/>
    public override int PartialsLength(int batch) => _maps.PartialsLength(batch);

    /// <inheritdoc/>
    public override void FillFactors(in LayerFrame<T> frame, int first, int count, Span<T> inputs, Span<T> cotangents) =>
        _maps.FillFactors(frame, first, count, inputs, cotangents);

    /// <inheritdoc/>
    protected override void Product(in LayerFrame<T> frame, ReadOnlySpan<T> theta, ReadOnlySpan<T> x, T one, Span<T> y, bool accumulate) =>
        _maps.Product(frame, theta, x, one != T.Zero, y, accumulate);

    /// <inheritdoc/>
    protected override void InputAdjoint(in LayerFrame<T> frame, ReadOnlySpan<T> theta, ReadOnlySpan<T> yBar, Span<T> xBar, bool accumulate) =>
        _maps.Product(frame, theta, yBar, withBias: false, xBar, accumulate);

    /// <inheritdoc/>
    protected override void ParameterAdjoint(
        in LayerFrame<T> frame, ReadOnlySpan<T> x, T one, ReadOnlySpan<T> yBar, Span<T> thetaBar, bool accumulate, Span<double> normsSquared) =>
        _maps.ParameterAdjoint(frame, x, one != T.Zero, yBar, thetaBar, accumulate, normsSquared);
}
