using System.Numerics;
using Occam.Data.Datasets;
using Occam.Measures.Planning;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Simd;

namespace Occam.Measures.Landscape;

/// <summary>
/// Mean loss and accuracy of a network on a fixed set around a point, by forward passes alone, with dropout off. Lines are evaluated chunk by
/// chunk, so each example is read once a line. Along a line a first dense layer's output is affine in the position: it is computed at two
/// points and combined, which saves most of the work of a network whose first layer is its largest and changes rounding only.
/// </summary>
public sealed class LossSurface<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ExampleChunks<T> _chunks;
    private readonly ILoss<T> _loss;
    private readonly T[] _theta, _state, _base, _baseState, _point, _pointState, _origin, _slope;
    private readonly double[] _losses;
    private readonly ChunkStatistics<T>? _statistics;
    private readonly bool _firstIsAffine;

    /// <summary>The surface around a point.</summary>
    /// <param name="passes">Passes of the network; their capacity is the size of a chunk. Shared: nothing is kept in them between calls.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="data">The examples.</param>
    /// <param name="theta">θ [P]; read at every call.</param>
    /// <param name="state">The statistics of the normalizations at θ.</param>
    /// <param name="statistics">Which statistics are used away from θ.</param>
    /// <exception cref="InputException">There is no example, or statistics are to be re-estimated under dropout.</exception>
    public LossSurface(NetworkPasses<T> passes, ILoss<T> loss, Dataset data, T[] theta, T[] state, PointStatistics statistics = PointStatistics.Frozen)
    {
        if (data.Count < 1) throw new InputException("Loss surface", "at least one example", "none", "Give the examples whose loss is drawn.");
        Network<T> network = passes.Network;
        (_chunks, _loss, _theta, _state) = (new ExampleChunks<T>(passes, loss, data), loss, theta, state);
        (_base, _point) = (new T[theta.Length], new T[theta.Length]);
        (_baseState, _pointState) = (new T[state.Length], new T[state.Length]);
        _losses = new double[passes.Capacity];
        _statistics = statistics == PointStatistics.Reestimated && state.Length > 0 ? new ChunkStatistics<T>(network) : null;
        _firstIsAffine = network.Nodes.Length > 2 && network.Nodes[1].Layer is Dense<T> && network.Nodes.Count(n => n.Inputs.Contains(0)) == 1;
        int first = _firstIsAffine ? Math.Min(passes.Capacity, data.Count) * network.Nodes[1].Output.Size : 0;
        (_origin, _slope) = (new T[first], new T[first]);
    }

    /// <summary>Loss and accuracy at θ itself.</summary>
    public SurfaceValue AtOrigin() => Line([0], new SurfaceDirection<T>(new T[_theta.Length]))[0];

    /// <summary>Loss and accuracy at θ + b·η + a·δ for every a: a line, or a row of a plane.</summary>
    /// <param name="positions">The a.</param>
    /// <param name="along">δ.</param>
    /// <param name="offset">b.</param>
    /// <param name="beside">η; null for a line through θ.</param>
    /// <param name="cancellation">Asked between two points.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SurfaceValue[] Line(ReadOnlySpan<double> positions, SurfaceDirection<T> along, double offset = 0, SurfaceDirection<T>? beside = null, CancellationToken cancellation = default)
    {
        Check(along);
        if (beside is not null) Check(beside);
        Move(_theta, beside?.Parameters, offset, _base);
        Move(_state, beside?.Statistics, offset, _baseState);
        double[] sums = new double[positions.Length];
        long[] correct = new long[positions.Length];
        if (_statistics is null) ChunkByChunk(positions, along, sums, correct, cancellation);
        else PointByPoint(positions, along, sums, correct, cancellation);
        SurfaceValue[] values = new SurfaceValue[positions.Length];
        for (int i = 0; i < values.Length; i++) values[i] = new SurfaceValue(sums[i] / _chunks.Count, (double)correct[i] / _chunks.Count);
        return values;
    }

    private void ChunkByChunk(ReadOnlySpan<double> positions, SurfaceDirection<T> along, double[] sums, long[] correct, CancellationToken cancellation)
    {
        for (int first = 0; first < _chunks.Count; first += _chunks.Passes.Capacity)
        {
            int count = _chunks.Length(first, _chunks.Count);
            _chunks.Fill(first, count);
            if (_firstIsAffine) PrepareFirst(along.Parameters);
            for (int i = 0; i < positions.Length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                // The first layer's own parameters are not needed where its output is combined.
                int from = _firstIsAffine ? _chunks.Passes.Network.ParameterLength(1) : 0;
                Move(_base.AsSpan(from), along.Parameters.AsSpan(from), positions[i], _point.AsSpan(from));
                Move(_baseState, along.Statistics, positions[i], _pointState);
                Add(_firstIsAffine ? AfterFirst(positions[i]) : _chunks.Passes.Forward(_point, _pointState, PassContext.Frozen), ref sums[i], ref correct[i]);
            }
        }
    }

    /// <summary>Statistics of a point come from all chunks before its loss can be taken on any.</summary>
    private void PointByPoint(ReadOnlySpan<double> positions, SurfaceDirection<T> along, double[] sums, long[] correct, CancellationToken cancellation)
    {
        for (int i = 0; i < positions.Length; i++)
        {
            Move(_base, along.Parameters, positions[i], _point);
            _statistics!.Clear();
            for (int first = 0; first < _chunks.Count; first += _chunks.Passes.Capacity)
            {
                cancellation.ThrowIfCancellationRequested();
                _chunks.Fill(first, _chunks.Length(first, _chunks.Count));
                _statistics.Add(_chunks.Passes, _point);
            }

            _statistics.CopyTo(_pointState);
            for (int first = 0; first < _chunks.Count; first += _chunks.Passes.Capacity)
                Add(_chunks.Forward(_point, _pointState, first, _chunks.Length(first, _chunks.Count)), ref sums[i], ref correct[i]);
        }
    }

    /// <summary>The first layer's output at the line's origin, and its change along the line: the layer is linear in its parameters.</summary>
    private void PrepareFirst(T[] direction)
    {
        NetworkPasses<T> passes = _chunks.Passes;
        passes.ForwardOnly(1, direction);
        passes.Values(1).CopyTo(_slope);
        passes.ForwardOnly(1, _base);
        passes.Values(1).CopyTo(_origin);
    }

    private ReadOnlySpan<T> AfterFirst(double position)
    {
        Span<T> first = _chunks.Passes.Written(1);
        Move(_origin.AsSpan(0, first.Length), _slope.AsSpan(0, first.Length), position, first);
        return _chunks.Passes.ForwardAfter(1, _point, _pointState, PassContext.Frozen);
    }

    private void Add(ReadOnlySpan<T> outputs, ref double sum, ref long correct)
    {
        int classes = _chunks.Passes.Network.Output.Size;
        Span<double> losses = _losses.AsSpan(0, _chunks.Labels.Length);
        _loss.Values(outputs, _chunks.Labels, classes, losses);
        foreach (double loss in losses) sum += loss;
        correct += Accuracy.CountCorrect(outputs, _chunks.Labels, classes, _loss.Threshold);
    }

    private void Check(SurfaceDirection<T> direction)
    {
        if (direction.Parameters.Length != _theta.Length || (direction.Statistics is { } statistics && statistics.Length != _state.Length))
        {
            throw new ArgumentException(
                $"Loss surface: expected a direction of {_theta.Length} parameters and {_state.Length} statistics, got {direction.Parameters.Length} and {direction.Statistics?.Length ?? 0}. Give a direction of the same network.");
        }
    }

    private static void Move(ReadOnlySpan<T> from, ReadOnlySpan<T> direction, double distance, Span<T> to)
    {
        from.CopyTo(to);
        if (!direction.IsEmpty && distance != 0) VectorOperations.AddScaled(T.CreateTruncating(distance), direction, to);
    }
}
