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

    /// <inheritdoc/>
    protected override void Value(in LayerFrame<T> frame) => Normalizer.Value(frame, Sets(frame), _epsilon, [], constant: false);

    /// <inheritdoc/>
    protected override void Tangent(in LayerFrame<T> frame) => Normalizer.Jacobian(frame, Sets(frame), frame.XDot, frame.YDot, accumulate: false, constant: false);

    /// <inheritdoc/>
    protected override void Adjoint(in LayerFrame<T> frame) =>
        Normalizer.Jacobian(frame, Sets(frame), frame.YBar, frame.XBar, frame.AccumulateInput, constant: false);

    /// <inheritdoc/>
    protected override void AdjointTangent(in LayerFrame<T> frame) => Normalizer.AdjointTangent(frame, Sets(frame), constant: false);

    private NormalizedSets Sets(in LayerFrame<T> frame) => NormalizedSets.Groups(_shape, _groups, frame.Batch);
}
