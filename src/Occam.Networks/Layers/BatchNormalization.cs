using System.Collections.Immutable;
using System.Numerics;
using Occam.Numerics.Errors;

namespace Occam.Networks.Layers;

/// <summary>
/// y = (x − μ_c)/√(var_c + ε) for each channel c. In training, μ and the biased var are those of the batch over examples and sites, and the
/// running statistics move by running ← (1 − momentum)·running + momentum·batch, with the unbiased variance, as PyTorch's do. Frozen, μ and
/// var are the running ones and the layer is an affine map. Gain and bias are a node of their own, <see cref="ChannelAffine{T}"/>. Sums are
/// in double, over parts of examples that are added in order, so the bits do not depend on threads.
/// </summary>
public sealed class BatchNormalization<T> : GeneralLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Shape _shape;
    private readonly double _epsilon, _momentum;
    private readonly ChannelNormalizer<T> _normalizer;

    /// <summary>Batch norm over the channels of a shape; ε and momentum are PyTorch's.</summary>
    public BatchNormalization(Shape shape, double epsilon = 1e-5, double momentum = 0.1)
    {
        LayerFaults.Demand(epsilon > 0, $"Batch norm on {shape}", "ε > 0", $"{epsilon}", "PyTorch's is 1e-5.");
        LayerFaults.Demand(momentum is >= 0 and <= 1, $"Batch norm on {shape}", "a momentum in [0, 1]", $"{momentum}", "PyTorch's is 0.1, the weight of the new batch.");
        (_shape, _epsilon, _momentum, _normalizer) = (shape, epsilon, momentum, new ChannelNormalizer<T>(shape));
        State = [("running_mean", shape.Channels, 0), ("running_var", shape.Channels, 1)];
    }

    internal double Epsilon => _epsilon;

    /// <summary>The weight of the new batch when the running statistics move.</summary>
    public double Momentum => _momentum;

    /// <inheritdoc/>
    public override string Kind => "batch norm";

    /// <inheritdoc/>
    public override Shape Input => _shape;

    /// <inheritdoc/>
    public override Shape Output => _shape;

    /// <inheritdoc/>
    public override ImmutableArray<(string Name, int Length, double Initial)> State { get; }

    /// <inheritdoc/>
    public override bool CouplesExamples(bool training) => training;

    /// <inheritdoc/>
    public override int SavedLength(int batch) => _shape.Channels;

    /// <inheritdoc/>
    public override int WorkspaceLength(int batch) => ChannelNormalizer<T>.WorkspaceLength(_shape);

    /// <inheritdoc/>
    public override int PartialsLength(int batch) => ChannelNormalizer<T>.PartialsLength(_shape, batch);

    /// <inheritdoc/>
    protected override void Value(in LayerFrame<T> frame)
    {
        if (!frame.Context.Training)
        {
            Span<double> running = frame.Partials[..(2 * _shape.Channels)];
            for (int i = 0; i < running.Length; i++) running[i] = double.CreateTruncating(frame.State[i]);
            _normalizer.Standardize(frame, running, _epsilon);
            return;
        }

        DemandVariance(frame.Batch);
        Span<double> statistics = _normalizer.BatchStatistics(frame);
        _normalizer.Standardize(frame, statistics, _epsilon);
        if (frame.Context.UpdateStatistics) UpdateRunning(frame.State, statistics, frame.Batch * _shape.Sites);
    }

    /// <inheritdoc/>
    protected override void Tangent(in LayerFrame<T> frame) => Jacobian(frame, frame.XDot, frame.YDot, accumulate: false);

    /// <inheritdoc/>
    protected override void Adjoint(in LayerFrame<T> frame) => Jacobian(frame, frame.YBar, frame.XBar, frame.AccumulateInput);

    /// <inheritdoc/>
    protected override void AdjointTangent(in LayerFrame<T> frame)
    {
        if (frame.Context.Training && !frame.XDot.IsEmpty) _normalizer.AdjointTangent(frame);
        else Jacobian(frame, frame.YBarDot, frame.XBarDot, frame.AccumulateInput);
    }

    private void Jacobian(in LayerFrame<T> frame, ReadOnlySpan<T> vector, Span<T> result, bool accumulate)
    {
        if (frame.Context.Training) _normalizer.Jacobian(frame, vector, result, accumulate);
        else _normalizer.Scale(frame, vector, result, accumulate);
    }

    private void UpdateRunning(Span<T> running, ReadOnlySpan<double> statistics, int values)
    {
        double unbiased = values / (values - 1.0);
        for (int i = 0; i < running.Length; i++)
        {
            double batch = i < _shape.Channels ? statistics[i] : statistics[i] * unbiased;
            running[i] = T.CreateTruncating(((1 - _momentum) * double.CreateTruncating(running[i])) + (_momentum * batch));
        }
    }

    private void DemandVariance(int batch)
    {
        if (batch * _shape.Sites < 2)
        {
            throw new InputException(
                $"Batch norm on {_shape} in training", "at least two values of each channel in a batch", "one", "Choose a batch-size that leaves no single example over, or normalization=group.");
        }
    }
}
