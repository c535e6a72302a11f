using System.Numerics;
using Occam.Networks.Layers;
using Occam.Networks.Passes;

namespace Occam.Networks.Factors;

/// <summary>
/// Rows of the empirical neural tangent kernel of many examples, K[i,j] = Σ_c ⟨∂f_c(x_i)/∂θ, ∂f_c(x_j)/∂θ⟩, from tiles of examples whose factors
/// fit into memory. Every sum has one order whatever the tiles, so they change time and memory and no bit, and K is symmetric to the bit.
/// </summary>
/// <param name="passes">The network's memory; its capacity is the chunk in which examples are passed through.</param>
/// <param name="examples">n, the examples of the whole kernel.</param>
/// <param name="tile">Examples whose factors are kept at once.</param>
public sealed class TangentKernelRows<T>(NetworkPasses<T> passes, int examples, int tile) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network = passes.Network;
    private readonly ExampleFactors<T> _rows = new(passes.Network, Math.Min(tile, examples), examples);
    private readonly ExampleFactors<T>? _columns = tile < examples ? new(passes.Network, tile, examples) : null;
    private readonly GramMatrix<T> _gram = new(passes.Workers);
    private readonly T[] _outputBar = new T[passes.Capacity * passes.Network.Output.Size];

    /// <summary>Called whenever a chunk has gone through the network or a layer's products are made; may throw to stop the work.</summary>
    public Action? Passed { get; init; }

    /// <summary>Called with the number of rows whenever one output's part of so many is complete: n × outputs in all.</summary>
    public Action<double>? Finished { get; init; }

    /// <summary>The most bytes that a kernel's factors take beside the passes.</summary>
    public static long Bytes(Network<T> network, int examples, int tile)
    {
        const long fixedBytes = 1 << 26;
        return ((tile < examples ? 2 : 1) * Math.Min(tile, examples) * ExampleFactors<T>.BytesPerExample(network, examples)) + fixedBytes;
    }

    /// <summary>Rows [first, first + count) of the kernel.</summary>
    /// <param name="theta">The parameters.</param>
    /// <param name="state">The statistics.</param>
    /// <param name="inputs">All examples, [n, input size].</param>
    /// <param name="first">The first row.</param>
    /// <param name="count">How many rows, at most a tile.</param>
    /// <param name="kernel">[count, n]; overwritten.</param>
    public void Compute(ReadOnlySpan<T> theta, T[] state, ReadOnlySpan<T> inputs, int first, int count, Span<double> kernel)
    {
        kernel.Clear();
        for (int output = 0; output < _network.Output.Size; output++)
        {
            Fill(_rows, theta, state, inputs, first, count, output);
            if (_columns is null) Multiply(_rows, kernel);
            for (int column = 0; _columns is not null && column < examples; column += tile)
            {
                Fill(_columns, theta, state, inputs, column, Math.Min(tile, examples - column), output);
                Multiply(_columns, kernel[column..]);
            }

            Finished?.Invoke(count);
        }
    }

    /// <summary>Frees the factors; the passes belong to the caller.</summary>
    public void Dispose()
    {
        _rows.Dispose();
        _columns?.Dispose();
    }

    private void Multiply(ExampleFactors<T> columns, Span<double> kernel)
    {
        for (int layer = 0; layer < _network.FactorNodes.Length; layer++)
        {
            _gram.Add(_rows, columns, layer, _network.FactorShape(_network.FactorNodes[layer]), kernel, examples);
            Passed?.Invoke();
        }
    }

    private void Fill(ExampleFactors<T> factors, ReadOnlySpan<T> theta, T[] state, ReadOnlySpan<T> inputs, int first, int count, int output)
    {
        (int size, int outputs) = (_network.Input.Size, _network.Output.Size);
        factors.Clear();
        for (int start = first; start < first + count; start += passes.Capacity)
        {
            int chunk = Math.Min(passes.Capacity, first + count - start);
            inputs.Slice(start * size, chunk * size).CopyTo(passes.Begin(chunk));
            passes.Forward(theta, state, PassContext.Frozen);
            Span<T> outputBar = _outputBar.AsSpan(0, chunk * outputs);
            for (int i = 0; i < outputBar.Length; i++) outputBar[i] = i % outputs == output ? T.One : T.Zero;
            passes.Backward(theta, outputBar, []);
            factors.Append(passes);
            Passed?.Invoke();
        }
    }
}
