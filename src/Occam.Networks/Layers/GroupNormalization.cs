using System.Numerics;

namespace Occam.Networks.Layers;

/// <summary>
/// y = (x − μ)/√(var + ε) over each group of neighbouring channels of each example, with the biased variance. Gain and bias are a node of
/// their own, <see cref="ChannelAffine{T}"/>. Statistics are accumulated in double.
/// </summary>
public sealed class GroupNormalization<T> : GeneralLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Shape _shape;
    private readonly int _groups;
    private readonly double _epsilon;

    /// <summary>Group norm; the number of groups divides the channels.</summary>
    public GroupNormalization(Shape shape, int groups, double epsilon = 1e-5)
    {
        LayerFaults.Demand(
            groups >= 1 && shape.Channels % groups == 0, $"Group norm on {shape}", $"a number of groups that divides {shape.Channels} channels", $"{groups}", "Choose a divisor.");
        LayerFaults.Demand(epsilon > 0, $"Group norm on {shape}", "ε > 0", $"{epsilon}", "PyTorch's is 1e-5.");
        (_shape, _groups, _epsilon) = (shape, groups, epsilon);
    }

    /// <inheritdoc/>
    public override string Kind => "group norm";

    /// <inheritdoc/>
    public override Shape Input => _shape;

    /// <inheritdoc/>
    public override Shape Output => _shape;

    /// <inheritdoc/>
    public override int SavedLength(int batch) => batch * _groups;

    private int Length => _shape.Size / _groups;

    /// <inheritdoc/>
    protected override void Value(in LayerFrame<T> frame) => SetNormalizer.Value(frame, Length, _epsilon);

    /// <inheritdoc/>
    protected override void Tangent(in LayerFrame<T> frame) => SetNormalizer.Jacobian(frame, Length, frame.XDot, frame.YDot, accumulate: false);

    /// <inheritdoc/>
    protected override void Adjoint(in LayerFrame<T> frame) => SetNormalizer.Jacobian(frame, Length, frame.YBar, frame.XBar, frame.AccumulateInput);

    /// <inheritdoc/>
    protected override void AdjointTangent(in LayerFrame<T> frame) => SetNormalizer.AdjointTangent(frame, Length);
}
