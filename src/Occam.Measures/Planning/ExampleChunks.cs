using System.Numerics;
using Occam.Data.Batches;
using Occam.Data.Datasets;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;

namespace Occam.Measures.Planning;

/// <summary>Frozen passes over consecutive examples of a data set, at most the passes' capacity at once.</summary>
internal sealed class ExampleChunks<T>(NetworkPasses<T> passes, ILoss<T> loss, Dataset data)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] _labels = new int[passes.Capacity];
    private readonly T[] _outputBar = new T[passes.Capacity * passes.Network.Output.Size];

    public NetworkPasses<T> Passes => passes;

    public int Count => data.Count;

    /// <summary>The labels of the examples of the last forward pass.</summary>
    public ReadOnlySpan<int> Labels => _labels.AsSpan(0, passes.Batch);

    /// <summary>How many examples from <paramref name="first"/> on go into one pass, without those from <paramref name="end"/> on.</summary>
    public int Length(int first, int end) => Math.Min(passes.Capacity, end - first);

    /// <summary>Begins a batch of these examples.</summary>
    public void Fill(int first, int count) => BatchCopy.Fill(data, first, passes.Begin(count), _labels.AsSpan(0, count));

    public ReadOnlySpan<T> Forward(ReadOnlySpan<T> theta, T[] state, int first, int count)
    {
        Fill(first, count);
        return passes.Forward(theta, state, PassContext.Frozen);
    }

    /// <summary>∂ℓ_i/∂f of the examples of the last forward pass.</summary>
    public ReadOnlySpan<T> OutputGradient(ReadOnlySpan<T> outputs)
    {
        Span<T> outputBar = _outputBar.AsSpan(0, outputs.Length);
        loss.Gradient(outputs, Labels, passes.Network.Output.Size, T.One, outputBar);
        return outputBar;
    }

    /// <summary>A forward and a backward pass that leave the factors of these examples' gradients.</summary>
    public void Backward(ReadOnlySpan<T> theta, T[] state, int first, int count) =>
        passes.Backward(theta, OutputGradient(Forward(theta, state, first, count)), []);
}
