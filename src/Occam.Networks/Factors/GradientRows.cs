using System.Numerics;
using Occam.Networks.Passes;
using Occam.Numerics.Threading;

namespace Occam.Networks.Factors;

/// <summary>
/// Materialized gradients of a layer, one row an example, from its factors. Whoever needs all examples of a large network at once goes
/// through them in chunks, or uses a consumer that never forms them.
/// </summary>
public static unsafe class GradientRows
{
    /// <summary>
    /// rows[n, p] = ∂ℓ_n/∂θ_p in the order of the layer's parameters; [count, parameters of the layer], overwritten. Sums over sites are one chain
    /// each, in the factors' own precision.
    /// </summary>
    public static void Form<T>(Workers workers, GradientFactors<T> factors, Span<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FormBlocks(workers, factors, rows);
        FactorShape shape = factors.Shape;
        if (!shape.HasBias) return;
        int p = shape.InputWidth, outputs = shape.Groups * shape.CotangentWidth;
        T[] biases = new T[outputs];
        for (int n = 0; n < factors.Count; n++)
        {
            // From [output, (p, bias)] to all weights and then all biases, in place: each output's weights move to the left.
            Span<T> row = rows.Slice(n * shape.ParameterCount, shape.ParameterCount);
            for (int q = 0; q < outputs; q++)
            {
                biases[q] = row[(q * (p + 1)) + p];
                row.Slice(q * (p + 1), p).CopyTo(row[(q * p)..]);
            }

            biases.CopyTo(row[(outputs * p)..]);
        }
    }

    /// <summary>
    /// The gradients of every example of the last backward pass, rows [batch, P] in the order of the network's parameters, in chunks of examples
    /// whose factors fit <paramref name="memory"/> bytes (one example at least).
    /// </summary>
    public static void Form<T>(NetworkPasses<T> passes, long memory, Span<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = passes.Network;
        foreach (int node in network.FactorNodes)
        {
            FactorShape shape = network.FactorShape(node);
            int chunk = FactorChunks.Examples<T>(shape.FactorLength + shape.ParameterCount, passes.Batch, memory);
            T[] u = new T[chunk * shape.InputLength], v = new T[chunk * shape.CotangentLength], own = new T[chunk * shape.ParameterCount];
            for (int first = 0; first < passes.Batch; first += chunk)
            {
                int count = Math.Min(chunk, passes.Batch - first);
                Form(passes.Workers, passes.FillFactors(node, first, count, u, v), own);
                for (int n = 0; n < count; n++)
                {
                    own.AsSpan(n * shape.ParameterCount, shape.ParameterCount)
                        .CopyTo(rows[(((first + n) * network.ParameterCount) + network.ParameterOffset(node))..]);
                }
            }
        }
    }

    /// <summary>The same rows in the factors' own order [group, q, column of U], where the bias is the last column: no copy.</summary>
    internal static void FormBlocks<T>(Workers workers, GradientFactors<T> factors, Span<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        FactorShape shape = factors.Shape;
        if (rows.Length < (long)factors.Count * shape.ParameterCount)
            throw new ArgumentException($"Gradient rows: expected room for {factors.Count} × {shape.ParameterCount} values, got {rows.Length}. Pass a row for every example.");
        fixed (T* u = factors.Inputs, v = factors.Cotangents, target = rows)
        {
            workers.Run(
                new GradientBlockJob<T>(shape, 0, shape.Groups * shape.CotangentWidth, u, v, target, shape.ParameterCount), factors.Count);
        }
    }
}
