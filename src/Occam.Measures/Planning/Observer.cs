using System.Numerics;
using Occam.Data.Batches;
using Occam.Data.Datasets;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Simd;

namespace Occam.Measures.Planning;

/// <summary>
/// Serves a plan on a fixed set of examples, in chunks of a fixed size: memory is O(parameters + layers × examples), never
/// examples × parameters. Statistics are frozen and nothing of the training is touched, so watching cannot steer.
/// </summary>
public sealed class Observer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkPasses<T> _passes;
    private readonly ILoss<T> _loss;
    private readonly Dataset _data;
    private readonly MeasurementPlan _plan;
    private readonly SweepResults _results;
    private readonly int[] _layerNodes;
    private readonly int[] _labels;
    private readonly double[] _chunkLosses, _chunkRows, _sum;
    private readonly T[] _outputBar, _gradient, _direction;

    /// <summary>Prepares to observe all of <paramref name="data"/> in chunks of the passes' capacity.</summary>
    public Observer(NetworkPasses<T> passes, ILoss<T> loss, Dataset data, MeasurementPlan plan)
    {
        (_passes, _loss, _data, _plan) = (passes, loss, data, plan);
        Network<T> network = passes.Network;
        _layerNodes = [.. Enumerable.Range(1, network.Nodes.Length - 1).Where(i => network.Nodes[i].Layer is BilinearLayer<T>)];
        _results = new SweepResults([.. _layerNodes.Select(i => network.Nodes[i].Name)], data.Count, plan);
        int chunk = passes.Capacity, parameters = plan.NeedsGradients ? network.ParameterCount : 0;
        (_labels, _chunkLosses, _chunkRows) = (new int[chunk], new double[chunk], new double[network.Blocks.Length * chunk]);
        (_outputBar, _gradient, _sum, _direction) = (new T[chunk * network.Output.Size], new T[parameters], new double[parameters], new T[parameters]);
    }

    /// <summary>Every metric of the plan at these parameters and statistics.</summary>
    public IReadOnlyList<Metric> Observe(ReadOnlySpan<T> theta, T[] state)
    {
        Sweep(theta, state);
        if (Needs(new Need.GradientSum())) SumLayers();
        if (Needs(new Need.GradientDots())) SweepDots(theta, state);
        return [.. _plan.Measures.SelectMany(measure => measure.Evaluate(new Observation(_results, measure)))];
    }

    private bool Needs(Need need) => _plan.Needs.Contains(need);

    private void Sweep(ReadOnlySpan<T> theta, T[] state)
    {
        Array.Clear(_sum);
        bool norms = Needs(new Need.GradientNorms());
        for (int first = 0; first < _data.Count; first += _passes.Capacity)
        {
            ReadOnlySpan<T> outputs = ForwardChunk(theta, state, first, out int n, out Span<int> labels);
            _loss.Values(outputs, labels, _passes.Network.Output.Size, _results.Losses.AsSpan(first, n));
            StorePredictions(outputs, labels, first);
            if (!_plan.NeedsGradients) continue;
            Span<double> rows = norms ? _chunkRows.AsSpan(0, _passes.Network.Blocks.Length * n) : [];
            _passes.Backward(theta, OutputGradient(outputs, labels), _gradient, rows);
            GradientTotal.Add(_passes.Workers, _gradient, _sum);
            if (norms) StoreNorms(first, n);
        }
    }

    private void SweepDots(ReadOnlySpan<T> theta, T[] state)
    {
        for (int p = 0; p < _sum.Length; p++) _direction[p] = T.CreateTruncating(_sum[p]);
        for (int first = 0; first < _data.Count; first += _passes.Capacity)
        {
            ReadOnlySpan<T> outputs = ForwardChunk(theta, state, first, out int n, out Span<int> labels);
            _passes.Backward(theta, OutputGradient(outputs, labels), []);
            Span<double> rows = _chunkRows.AsSpan(0, _layerNodes.Length * n);
            _passes.GradientDots(theta, _direction, rows);
            for (int layer = 0; layer < _layerNodes.Length; layer++)
                rows.Slice(layer * n, n).CopyTo(_results.Dots.AsSpan((layer * _data.Count) + first));
        }
    }

    private ReadOnlySpan<T> ForwardChunk(ReadOnlySpan<T> theta, T[] state, int first, out int n, out Span<int> labels)
    {
        n = Math.Min(_passes.Capacity, _data.Count - first);
        labels = _labels.AsSpan(0, n);
        BatchCopy.Fill(_data, first, _passes.Begin(n), labels);
        return _passes.Forward(theta, state, PassContext.Frozen);
    }

    private Span<T> OutputGradient(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels)
    {
        Span<T> outputBar = _outputBar.AsSpan(0, outputs.Length);
        _loss.Gradient(outputs, labels, _passes.Network.Output.Size, T.One, outputBar);
        return outputBar;
    }

    private void StorePredictions(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int first)
    {
        int classes = _passes.Network.Output.Size;
        Span<int> predicted = _results.Predicted.AsSpan(first, labels.Length);
        Accuracy.Predict(outputs, classes, predicted);
        for (int n = 0; n < labels.Length; n++) _results.Correct[first + n] = predicted[n] == labels[n];
        _loss.OutputErrors(outputs, labels, classes, _results.OutputErrors.AsSpan(first, labels.Length));
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
