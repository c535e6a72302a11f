using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Factors;
using Occam.Networks.Parameters;
using Occam.Numerics.Dense;

namespace Occam.Networks.Layers;

/// <summary>y[n,q] = Σ_p w[q,p]·x[n,p] + b[q]. Its gradient factors are the input and the cotangent themselves: one site.</summary>
public sealed class Dense<T> : BilinearLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _inputs, _outputs;
    private readonly bool _bias;

    /// <summary>A dense layer from every value of <paramref name="input"/> to <paramref name="outputs"/> values.</summary>
    public Dense(Shape input, int outputs, bool bias = true)
    {
        (Input, Output, _inputs, _outputs, _bias) = (input, new Shape(outputs), input.Size, outputs, bias);
        ParameterBlock weight = new("weight", [outputs, _inputs], _inputs, outputs, ParameterRole.Weight);
        Parameters = bias ? [weight, new("bias", [outputs], _inputs, outputs, ParameterRole.Bias)] : [weight];
    }

    /// <inheritdoc/>
    public override string Kind => "dense";

    /// <inheritdoc/>
    public override Shape Input { get; }

    /// <inheritdoc/>
    public override Shape Output { get; }

    /// <inheritdoc/>
    public override ImmutableArray<ParameterBlock> Parameters { get; }

    /// <inheritdoc/>
    public override FactorShape FactorShape => new(1, 1, _inputs, _outputs, _bias);

    private int WeightLength => _inputs * _outputs;

    /// <inheritdoc/>
    public override void FillFactors(in LayerFrame<T> frame, int first, int count, Span<T> inputs, Span<T> cotangents)
    {
        FactorRows.CopyWithOnes(frame.X.Slice(first * _inputs, count * _inputs), _inputs, _bias, inputs);
        frame.YBar.Slice(first * _outputs, count * _outputs).CopyTo(cotangents);
    }

    /// <inheritdoc/>
    protected override void Product(in LayerFrame<T> frame, ReadOnlySpan<T> theta, ReadOnlySpan<T> x, T one, Span<T> y, bool accumulate)
    {
        if (_bias && one != T.Zero)
        {
            BiasRows.AddOrFill(theta[WeightLength..], y[..(frame.Batch * _outputs)], accumulate);
            accumulate = true;
        }

        MatrixView<T> weight = new(theta, _outputs, _inputs);
        Gemm.Multiply(frame.Workers, new MatrixView<T>(x, frame.Batch, _inputs), weight.Transposed, y, accumulate);
    }

    /// <inheritdoc/>
    protected override void InputAdjoint(in LayerFrame<T> frame, ReadOnlySpan<T> theta, ReadOnlySpan<T> yBar, Span<T> xBar, bool accumulate) =>
        Gemm.Multiply(frame.Workers, new MatrixView<T>(yBar, frame.Batch, _outputs), new MatrixView<T>(theta, _outputs, _inputs), xBar, accumulate);

    /// <inheritdoc/>
    protected override void ParameterAdjoint(
        in LayerFrame<T> frame, ReadOnlySpan<T> x, T one, ReadOnlySpan<T> yBar, Span<T> thetaBar, bool accumulate, Span<double> normsSquared)
    {
        MatrixView<T> cotangent = new(yBar, frame.Batch, _outputs);
        Gemm.Multiply(frame.Workers, cotangent.Transposed, new MatrixView<T>(x, frame.Batch, _inputs), thetaBar[..WeightLength], accumulate);
        if (_bias)
        {
            if (!accumulate) thetaBar[WeightLength..].Clear();
            if (one != T.Zero) BiasRows.AddSum(yBar[..(frame.Batch * _outputs)], thetaBar[WeightLength..]);
        }

        if (!normsSquared.IsEmpty) GhostNorms(frame, x, yBar, normsSquared);
    }

    /// <summary>‖V ⊗ U‖² = ‖U‖²·‖V‖²: with one site the norm needs no gradient.</summary>
    private void GhostNorms(in LayerFrame<T> frame, ReadOnlySpan<T> x, ReadOnlySpan<T> yBar, Span<double> normsSquared)
    {
        int n = frame.Batch;
        Span<double> weight = normsSquared[..n], cotangent = _bias ? normsSquared.Slice(n, n) : frame.Partials[..n];
        RowDots.Compute(frame.Workers, x, x, n, weight);
        RowDots.Compute(frame.Workers, yBar, yBar, n, cotangent);
        for (int i = 0; i < n; i++) weight[i] *= cotangent[i];
    }

    /// <inheritdoc/>
    public override int PartialsLength(int batch) => batch;
}
