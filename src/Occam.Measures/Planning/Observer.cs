using System.Numerics;
using Occam.Data.Datasets;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Simd;

namespace Occam.Measures.Planning;

/// <summary>
/// Serves a plan on a fixed set of examples, in chunks of a fixed size: memory is O(parameters + layers × examples), never
/// examples × parameters; only a Gram matrix takes examples². Statistics are frozen and nothing of the training is touched, so watching cannot steer.
/// </summary>
public sealed class Observer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The memory that the larger needs may take unless said otherwise: 4 GB.</summary>
    public const long DefaultMemory = 4L << 30;
    private readonly NetworkPasses<T> _passes;
    private readonly ILoss<T> _loss;
    private readonly Dataset _data;
    private readonly MeasurementPlan _plan;
    private readonly ExampleChunks<T> _chunks;
    private readonly GramSweep<T>? _gramSweep;
    private readonly SweepResults _results;
    private readonly int[] _layerNodes;
    private readonly double[] _chunkRows, _sum;
    private readonly T[] _gradient, _direction;

    /// <summary>Prepares to observe all of <paramref name="data"/> in chunks of the passes' capacity.</summary>
    /// <param name="passes">Memory for a chunk.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="data">The examples.</param>
    /// <param name="plan">What is measured.</param>
    /// <param name="memory">The most bytes that a Gram matrix with the factors it is made of, and second moments, may take; tiles and passes not counted.</param>
    /// <exception cref="InputException">They would take more.</exception>
    public Observer(NetworkPasses<T> passes, ILoss<T> loss, Dataset data, MeasurementPlan plan, long memory = DefaultMemory)
    {
        (_passes, _loss, _data, _plan) = (passes, loss, data, plan);
        Network<T> network = passes.Network;
        int chunk = passes.Capacity, parameters = plan.SweepsGradients ? network.ParameterCount : 0;
        int block = MemoryBudget.GramBlock(network, data.Count, chunk, plan, memory);
        _chunks = new ExampleChunks<T>(passes, loss, data);
        if (block > 0) _gramSweep = new GramSweep<T>(_chunks, block);
        _layerNodes = [.. Enumerable.Range(1, network.Nodes.Length - 1).Where(i => network.Nodes[i].Layer is BilinearLayer<T>)];
        _results = new SweepResults([.. _layerNodes.Select(i => network.Nodes[i].Name)], data.Count, network.ParameterCount, plan);
        _chunkRows = new double[network.Blocks.Length * chunk];
        (_gradient, _sum, _direction) = (new T[parameters], new double[parameters], new T[parameters]);
    }

    /// <summary>Every metric of the plan at these parameters and statistics.</summary>
    public IReadOnlyList<Metric> Observe(ReadOnlySpan<T> theta, T[] state)
    {
        Sweep(theta, state);
        if (Needs(new Need.GradientSum())) SumLayers();
        if (Needs(new Need.GradientDots())) SweepDots(theta, state);
        _gramSweep?.Compute(theta, state, _results.Gram);
        if (_results.Moments is { } moments) MomentSweep.Compute(_chunks, theta, state, moments);
        return [.. _plan.Measures.SelectMany(measure => measure.Evaluate(new Observation(_results, measure)))];
    }

    private bool Needs(Need need) => _plan.Needs.Contains(need);

    private void Sweep(ReadOnlySpan<T> theta, T[] state)
    {
        Array.Clear(_sum);
        bool norms = Needs(new Need.GradientNorms());
        for (int first = 0; first < _data.Count; first += _passes.Capacity)
        {
            int n = _chunks.Length(first, _data.Count);
            ReadOnlySpan<T> outputs = _chunks.Forward(theta, state, first, n);
            StoreOutputs(outputs, first);
            if (!_plan.SweepsGradients) continue;
            Span<double> rows = norms ? _chunkRows.AsSpan(0, _passes.Network.Blocks.Length * n) : [];
            _passes.Backward(theta, _chunks.OutputGradient(outputs), _gradient, rows);
            WideTotal.Add(_passes.Workers, _gradient, _sum);
            if (norms) StoreNorms(first, n);
        }
    }

    private void SweepDots(ReadOnlySpan<T> theta, T[] state)
    {
        for (int p = 0; p < _sum.Length; p++) _direction[p] = T.CreateTruncating(_sum[p]);
        for (int first = 0; first < _data.Count; first += _passes.Capacity)
        {
            int n = _chunks.Length(first, _data.Count);
            _chunks.Backward(theta, state, first, n);
            Span<double> rows = _chunkRows.AsSpan(0, _layerNodes.Length * n);
            _passes.GradientDots(theta, _direction, rows);
            for (int layer = 0; layer < _layerNodes.Length; layer++)
                rows.Slice(layer * n, n).CopyTo(_results.Dots.AsSpan((layer * _data.Count) + first));
        }
    }

    private void StoreOutputs(ReadOnlySpan<T> outputs, int first)
    {
        int classes = _passes.Network.Output.Size;
        ReadOnlySpan<int> labels = _chunks.Labels;
        _loss.Values(outputs, labels, classes, _results.Losses.AsSpan(first, labels.Length));
        _loss.OutputErrors(outputs, labels, classes, _results.OutputErrors.AsSpan(first, labels.Length));
        Span<int> predicted = _results.Predicted.AsSpan(first, labels.Length);
        Accuracy.Predict(outputs, classes, predicted, _loss.Threshold);
        for (int n = 0; n < labels.Length; n++) _results.Correct[first + n] = predicted[n] == labels[n];
    }

    private void StoreNorms(int first, int n)
    {
        for (int layer = 0; layer < _layerNodes.Length; layer++)
        {
            Span<double> target = _results.NormsSquared.AsSpan((layer * _data.Count) + first, n);
            target.Clear();
            int block = _passes.Network.FirstBlock(_layerNodes[layer]), blocks = _passes.Network.Nodes[_layerNodes[layer]].Layer!.Parameters.Length;
            for (int b = block; b < block + blocks; b++)
                VectorOperations.Add<double>(_chunkRows.AsSpan(b * n, n), target);
        }
    }

    private void SumLayers()
    {
        for (int layer = 0; layer < _layerNodes.Length; layer++)
        {
            int node = _layerNodes[layer];
            ReadOnlySpan<double> own = _sum.AsSpan(_passes.Network.ParameterOffset(node), _passes.Network.Nodes[node].Layer!.ParameterCount);
            _results.SumSquared[layer] = Reductions.SumOfSquares(own);
        }
    }
}
