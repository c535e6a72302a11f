using System.Numerics;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;

namespace Occam.Measures.Landscape;

/// <summary>Averages the batch statistics of a network over chunks.</summary>
internal sealed class ChunkStatistics<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _sums, _momentum;
    private readonly T[] _moved;
    private long _examples;

    public ChunkStatistics(Network<T> network)
    {
        if (network.Nodes.FirstOrDefault(n => n.Layer is Dropout<T>) is { } dropping)
            throw new InputException("Statistics re-estimated along a landscape", "a network without dropout", $"'{dropping.Name}'", "Use the frozen statistics, or a network without dropout.");
        (_sums, _moved, _momentum) = (new double[network.StateCount], new T[network.StateCount], new double[network.StateCount]);
        for (int i = 0; i < network.Nodes.Length; i++)
        {
            if (network.Nodes[i].Layer is BatchNormalization<T> norm) _momentum.AsSpan(network.StateOffset(i), network.StateLength(i)).Fill(norm.Momentum);
        }
    }

    public void Clear()
    {
        Array.Clear(_sums);
        _examples = 0;
    }

    /// <summary>Adds the statistics of the batch that was begun: running statistics that start at zero move to momentum times the batch's.</summary>
    public void Add(NetworkPasses<T> passes, ReadOnlySpan<T> theta)
    {
        Array.Clear(_moved);
        passes.Forward(theta, _moved, new PassContext(true, true, new Seed(0)));
        for (int i = 0; i < _sums.Length; i++) _sums[i] += passes.Batch * double.CreateTruncating(_moved[i]) / _momentum[i];
        _examples += passes.Batch;
    }

    public void CopyTo(T[] state)
    {
        for (int i = 0; i < state.Length; i++) state[i] = T.CreateTruncating(_sums[i] / _examples);
    }
}
