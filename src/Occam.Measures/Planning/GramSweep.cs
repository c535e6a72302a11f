using System.Numerics;
using Occam.Networks.Factors;
using Occam.Networks.Passes;

namespace Occam.Measures.Planning;

/// <summary>
/// The Gram matrix of all examples' gradients over the whole network. Factors are held for a block of examples and, when there are several blocks,
/// for another one beside it, which is computed anew for every pair: memory is bounded, and neither block nor chunk changes a bit.
/// </summary>
internal sealed class GramSweep<T>(ExampleChunks<T> chunks, int block)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly GramMatrix<T> _matrix = new(chunks.Passes.Workers);

    /// <summary>gram[i, j] = ⟨g_i, g_j⟩, [n, n]; overwritten.</summary>
    public void Compute(ReadOnlySpan<T> theta, T[] state, Span<double> gram)
    {
        gram.Clear();
        int n = chunks.Count;
        Network<T> network = chunks.Passes.Network;
        using ExampleFactors<T> rows = new(network, block, n), columns = new(network, n > block ? block : 0, n);
        for (int i = 0; i < n; i += block)
        {
            Load(rows, theta, state, i);
            Add(rows, rows, gram[((i * n) + i)..]);
            for (int j = i + block; j < n; j += block)
            {
                Load(columns, theta, state, j);
                Add(rows, columns, gram[((i * n) + j)..]);
            }
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = (i / block * block) + block; j < n; j++) gram[(j * n) + i] = gram[(i * n) + j];
        }
    }

    private void Load(ExampleFactors<T> factors, ReadOnlySpan<T> theta, T[] state, int first)
    {
        factors.Clear();
        int end = Math.Min(chunks.Count, first + block);
        for (; first < end; first += chunks.Passes.Batch)
        {
            chunks.Backward(theta, state, first, chunks.Length(first, end));
            factors.Append(chunks.Passes);
        }
    }

    private void Add(ExampleFactors<T> a, ExampleFactors<T> b, Span<double> gram)
    {
        Network<T> network = chunks.Passes.Network;
        for (int layer = 0; layer < network.FactorNodes.Length; layer++)
            _matrix.Add(a, b, layer, network.FactorShape(network.FactorNodes[layer]), gram, chunks.Count);
    }
}
