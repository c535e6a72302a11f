using System.Numerics;
using Occam.Networks.Passes;

namespace Occam.Networks.Factors;

/// <summary>
/// What a Gram matrix keeps of some examples, for every layer: factors where ghost products are cheaper, gradient rows where they are not
/// (<see cref="FactorShape.PrefersGhostGram"/>). Filled chunk by chunk after backward passes; nothing is allocated after construction.
/// </summary>
public sealed class ExampleFactors<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const long ChunkBytes = 1 << 24;
    private readonly Network<T> _network;
    private readonly PassMemory<T> _inputs, _cotangents, _chunk;
    private readonly bool[] _ghost;

    /// <summary>Reserves memory for <paramref name="capacity"/> of <paramref name="examples"/> examples whose Gram matrix is wanted.</summary>
    public ExampleFactors(Network<T> network, int capacity, int examples)
        : this(network, capacity, shape => shape.PrefersGhostGram(examples))
    {
    }

    private ExampleFactors(Network<T> network, int capacity, Func<FactorShape, bool> isGhost)
    {
        (_network, Capacity) = (network, capacity);
        FactorShape[] shapes = [.. network.FactorNodes.Select(network.FactorShape)];
        _ghost = [.. shapes.Select(isGhost)];
        _inputs = new PassMemory<T>([.. shapes.Select((s, i) => (long)capacity * (_ghost[i] ? s.InputLength : s.ParameterCount))]);
        _cotangents = new PassMemory<T>([.. shapes.Select((s, i) => _ghost[i] ? (long)capacity * s.CotangentLength : 0)]);
        FactorShape[] direct = [.. shapes.Where((_, i) => !_ghost[i]).DefaultIfEmpty()];
        _chunk = new PassMemory<T>([direct.Max(s => (long)Chunk(s) * s.InputLength), direct.Max(s => (long)Chunk(s) * s.CotangentLength)]);
    }

    /// <summary>How many examples there is room for.</summary>
    public int Capacity { get; }

    /// <summary>How many examples have been appended.</summary>
    public int Count { get; private set; }

    /// <summary>The memory reserved, in bytes.</summary>
    public long Bytes => _inputs.Bytes + _cotangents.Bytes + _chunk.Bytes;

    /// <summary>Bytes that one example takes when the Gram matrix of so many is wanted.</summary>
    public static unsafe long BytesPerExample(Network<T> network, int examples) => sizeof(T) * network.FactorNodes
        .Select(network.FactorShape).Sum(s => (long)(s.PrefersGhostGram(examples) ? s.FactorLength : s.ParameterCount));

    /// <summary>Forgets the examples.</summary>
    public void Clear() => Count = 0;

    /// <summary>Appends the examples of the last backward pass.</summary>
    public void Append(NetworkPasses<T> passes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Count + passes.Batch, Capacity);
        for (int layer = 0; layer < _ghost.Length; layer++)
        {
            FactorShape shape = _network.FactorShape(_network.FactorNodes[layer]);
            if (_ghost[layer]) AppendFactors(passes, layer, shape);
            else AppendRows(passes, layer, shape);
        }

        Count += passes.Batch;
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        _inputs.Dispose();
        _cotangents.Dispose();
        _chunk.Dispose();
    }

    /// <summary>The same layout for every layer, whatever it costs: to compare the two ways.</summary>
    internal static ExampleFactors<T> OfOneKind(Network<T> network, int capacity, bool ghost) => new(network, capacity, _ => ghost);

    internal bool IsGhost(int layer) => _ghost[layer];

    /// <summary>U, or the gradient rows of a layer that keeps those.</summary>
    internal ReadOnlySpan<T> Inputs(int layer, int width) => _inputs.Array(layer, Count * width);

    internal ReadOnlySpan<T> Cotangents(int layer, int width) => _cotangents.Array(layer, Count * width);

    private int Chunk(FactorShape shape) => FactorChunks.Examples<T>(shape.FactorLength, Capacity, ChunkBytes);

    private void AppendFactors(NetworkPasses<T> passes, int layer, FactorShape shape) => passes.FillFactors(
        _network.FactorNodes[layer], 0, passes.Batch,
        _inputs.Array(layer, (Count + passes.Batch) * shape.InputLength)[(Count * shape.InputLength)..],
        _cotangents.Array(layer, (Count + passes.Batch) * shape.CotangentLength)[(Count * shape.CotangentLength)..]);

    private void AppendRows(NetworkPasses<T> passes, int layer, FactorShape shape)
    {
        int chunk = Chunk(shape);
        for (int first = 0; first < passes.Batch; first += chunk)
        {
            int count = Math.Min(chunk, passes.Batch - first), end = Count + first + count;
            GradientFactors<T> factors = passes.FillFactors(
                _network.FactorNodes[layer], first, count, _chunk.Array(0, count * shape.InputLength), _chunk.Array(1, count * shape.CotangentLength));
            GradientRows.FormBlocks(passes.Workers, factors, _inputs.Array(layer, end * shape.ParameterCount)[((end - count) * shape.ParameterCount)..]);
        }
    }
}
