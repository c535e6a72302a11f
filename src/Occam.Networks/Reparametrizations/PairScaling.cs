using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Activations;
using Occam.Networks.Layers;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;

namespace Occam.Networks.Reparametrizations;

/// <summary>
/// The transformation T_α of Dinh et al. 2017 (arXiv 1703.04933): weights and biases of one layer times α, the weights of the next over α, where
/// only positively homogeneous layers, φ(αz) = αφ(z) for α &gt; 0, lie between. The function stays the same; with α a power of two so does every
/// bit of it, short of overflow and underflow.
/// </summary>
public static class PairScaling
{
    /// <summary>The pairs of a network, in the order of their first layers; none where no activation is positively homogeneous.</summary>
    public static ImmutableArray<LayerPair> Pairs<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. network.FactorNodes.Select(first => (First: first, Second: Next(network, first))).Where(p => p.Second > 0).Select(p => new LayerPair(p.First, p.Second))];

    /// <summary>θ becomes T_α θ.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pair">One of its <see cref="Pairs"/>.</param>
    /// <param name="alpha">α, positive.</param>
    /// <param name="theta">The parameters; changed in place.</param>
    public static void Apply<T>(Network<T> network, LayerPair pair, T alpha, Span<T> theta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(alpha, T.Zero);
        foreach (NamedBlock block in network.Blocks)
        {
            T factor = Factor(block, pair, alpha);
            if (factor == T.One) continue;
            foreach (ref T value in block.Of(theta)) value *= factor;
        }
    }

    /// <summary>The factor of every parameter: T_α is the diagonal matrix with these, so gradients are divided by them and the Hessian twice.</summary>
    public static T[] Factors<T>(Network<T> network, LayerPair pair, T alpha)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] factors = new T[network.ParameterCount];
        factors.AsSpan().Fill(T.One);
        Apply(network, pair, alpha, factors);
        return factors;
    }

    private static T Factor<T>(NamedBlock block, LayerPair pair, T alpha)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        block.Node == pair.First ? alpha : block.Node == pair.Second && block.Block.Role != ParameterRole.Bias ? T.One / alpha : T.One;

    /// <summary>The layer with weights that alone reads this node through homogeneous layers; 0 where there is none.</summary>
    private static int Next<T>(Network<T> network, int node)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        while (true)
        {
            int[] readers = [.. Enumerable.Range(1, network.Nodes.Length - 1).Where(i => network.Nodes[i].Inputs.Contains(node))];
            if (readers is not [int reader]) return 0;
            if (network.Nodes[reader].Layer is BilinearLayer<T>) return reader;
            if (!IsHomogeneous(network.Nodes[reader].Layer)) return 0;
            node = reader;
        }
    }

    private static bool IsHomogeneous<T>(Layer<T>? layer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        layer is Elementwise<T, Relu<T>> or LeakyRelu<T> or MaxPool<T> or AveragePool<T> or GlobalAveragePool<T> or Flatten<T> or Dropout<T> or Scale<T> or SubsampledShortcut<T>;
}
