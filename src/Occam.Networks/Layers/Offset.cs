using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Factors;
using Occam.Networks.Parameters;

namespace Occam.Networks.Layers;

/// <summary>
/// y[n,q] = b[q]: the same for every example, whatever its input. Added by a join to another value it is a bias of its own, which a layer without
/// bias, or one value spread to many, can be given. Its gradient factors are a one and the cotangent.
/// </summary>
public sealed class Offset<T> : BilinearLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _outputs;

    /// <summary>An offset of <paramref name="outputs"/> values beside examples of this shape.</summary>
    public Offset(Shape input, int outputs)
    {
        (Input, Output, _outputs) = (input, new Shape(outputs), outputs);
        Parameters = [new("bias", [outputs], 1, 1, ParameterRole.Bias)];
    }

    /// <inheritdoc/>
    public override string Kind => "offset";

    /// <inheritdoc/>
    public override Shape Input { get; }

    /// <inheritdoc/>
    public override Shape Output { get; }

    /// <inheritdoc/>
    public override ImmutableArray<ParameterBlock> Parameters { get; }

    /// <inheritdoc/>
    public override FactorShape FactorShape => new(1, 1, 1, _outputs, HasBias: false);

    /// <inheritdoc/>
    public override void FillFactors(in LayerFrame<T> frame, int first, int count, Span<T> inputs, Span<T> cotangents)
    {
        inputs[..count].Fill(T.One);
        frame.YBar.Slice(first * _outputs, count * _outputs).CopyTo(cotangents);
    }

    /// <inheritdoc/>
    protected override void Product(in LayerFrame<T> frame, ReadOnlySpan<T> theta, ReadOnlySpan<T> x, T one, Span<T> y, bool accumulate)
    {
        if (one != T.Zero) BiasRows.AddOrFill(theta, y[..(frame.Batch * _outputs)], accumulate);
        else if (!accumulate) y[..(frame.Batch * _outputs)].Clear();
    }

    /// <inheritdoc/>
    protected override void InputAdjoint(in LayerFrame<T> frame, ReadOnlySpan<T> theta, ReadOnlySpan<T> yBar, Span<T> xBar, bool accumulate)
    {
        if (!accumulate) xBar.Clear();
    }

    /// <inheritdoc/>
    protected override void ParameterAdjoint(
        in LayerFrame<T> frame, ReadOnlySpan<T> x, T one, ReadOnlySpan<T> yBar, Span<T> thetaBar, bool accumulate, Span<double> normsSquared)
    {
        if (!accumulate) thetaBar.Clear();
        if (one != T.Zero) BiasRows.AddSum(yBar[..(frame.Batch * _outputs)], thetaBar);
        if (!normsSquared.IsEmpty) RowDots.Compute(frame.Workers, yBar, yBar, frame.Batch, normsSquared[..frame.Batch]);
    }
}
