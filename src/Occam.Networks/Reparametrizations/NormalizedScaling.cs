using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Layers;
using Occam.Networks.Passes;

namespace Occam.Networks.Reparametrizations;

/// <summary>
/// Weights and bias of a layer times α where a normalization alone reads it: it divides the factor away again, up to its ε, which weighs 1/α² as
/// much. Batch norm at frozen statistics divides by what it remembers, so its mean is multiplied by α and its variance by α².
/// </summary>
public static class NormalizedScaling
{
    private const string RunningMean = "running_mean", RunningVariance = "running_var";

    /// <summary>The nodes whose layers have weights and are read by a normalization alone.</summary>
    public static ImmutableArray<int> Layers<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. network.FactorNodes.Where(node => Normalization(network, node) > 0)];

    /// <summary>Scales in place.</summary>
    /// <param name="network">The network.</param>
    /// <param name="node">One of its <see cref="Layers"/>.</param>
    /// <param name="alpha">α, positive.</param>
    /// <param name="theta">The parameters.</param>
    /// <param name="state">The statistics.</param>
    public static void Apply<T>(Network<T> network, int node, T alpha, Span<T> theta, Span<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(alpha, T.Zero);
        foreach (ref T value in theta.Slice(network.ParameterOffset(node), network.ParameterLength(node))) value *= alpha;
        int normalization = Normalization(network, node), at = network.StateOffset(normalization);
        foreach ((string name, int length, _) in network.Nodes[normalization].Layer!.State)
        {
            T factor = name == RunningMean ? alpha : name == RunningVariance ? alpha * alpha : T.One;
            foreach (ref T value in state.Slice(at, length)) value *= factor;
            at += length;
        }
    }

    /// <summary>The normalization that alone reads a node; 0 where there is none.</summary>
    private static int Normalization<T>(Network<T> network, int node)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] readers = [.. Enumerable.Range(1, network.Nodes.Length - 1).Where(i => network.Nodes[i].Inputs.Contains(node))];
        return readers is [int reader] && network.Nodes[reader].Layer is BatchNormalization<T> or GroupNormalization<T> or LayerNormalization<T> ? reader : 0;
    }
}
