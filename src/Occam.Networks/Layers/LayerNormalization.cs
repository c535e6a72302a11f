using System.Numerics;

namespace Occam.Networks.Layers;

/// <summary>
/// y = (x − μ)/√(var + ε) over all values of each example, with the biased variance. Gain and bias are a node of their own,
/// <see cref="ElementAffine{T}"/>. Statistics are accumulated in double.
/// </summary>
public sealed class LayerNormalization<T> : GeneralLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Shape _shape;
    private readonly double _epsilon;

    /// <summary>Layer norm over a whole example.</summary>
    public LayerNormalization(Shape shape, double epsilon = 1e-5)
    {
        LayerFaults.Demand(epsilon > 0, $"Layer norm on {shape}", "ε > 0", $"{epsilon}", "PyTorch's is 1e-5.");
        (_shape, _epsilon) = (shape, epsilon);
    }

    internal double Epsilon => _epsilon;

    /// <inheritdoc/>
    public override string Kind => "layer norm";

    /// <inheritdoc/>
    public override Shape Input => _shape;

    /// <inheritdoc/>
    public override Shape Output => _shape;

    /// <inheritdoc/>
    public override int SavedLength(int batch) => batch;

    /// <inheritdoc/>
    protected override void Value(in LayerFrame<T> frame) => SetNormalizer.Value(frame, _shape.Size, _epsilon);

    /// <inheritdoc/>
    protected override void Tangent(in LayerFrame<T> frame) => SetNormalizer.Jacobian(frame, _shape.Size, frame.XDot, frame.YDot, accumulate: false);

    /// <inheritdoc/>
    protected override void Adjoint(in LayerFrame<T> frame) => SetNormalizer.Jacobian(frame, _shape.Size, frame.YBar, frame.XBar, frame.AccumulateInput);

    /// <inheritdoc/>
    protected override void AdjointTangent(in LayerFrame<T> frame) => SetNormalizer.AdjointTangent(frame, _shape.Size);
}
