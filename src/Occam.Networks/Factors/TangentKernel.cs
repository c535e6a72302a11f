using System.Numerics;
using Occam.Networks.Passes;

namespace Occam.Networks.Factors;

/// <summary>The empirical neural tangent kernel of a batch: the Gram matrix of the outputs' own gradients, summed over the outputs.</summary>
public static class TangentKernel
{
    /// <summary>kernel[i,j] += Σ_c ⟨∂f_c(x_i)/∂θ, ∂f_c(x_j)/∂θ⟩ for the batch of the last forward pass; one backward pass for each output.</summary>
    /// <param name="passes">After a forward pass; its cotangents are overwritten.</param>
    /// <param name="theta">The parameters of that pass.</param>
    /// <param name="kernel">[batch, batch]; added to.</param>
    public static void Add<T>(NetworkPasses<T> passes, ReadOnlySpan<T> theta, Span<double> kernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = passes.Network;
        (int n, int outputs) = (passes.Batch, network.Output.Size);
        T[] outputBar = new T[n * outputs];
        using ExampleFactors<T> factors = new(network, n, n);
        GramMatrix<T> gram = new(passes.Workers);
        for (int c = 0; c < outputs; c++)
        {
            for (int i = 0; i < outputBar.Length; i++) outputBar[i] = i % outputs == c ? T.One : T.Zero;
            passes.Backward(theta, outputBar, []);
            factors.Clear();
            factors.Append(passes);
            for (int layer = 0; layer < network.FactorNodes.Length; layer++)
                gram.Add(factors, factors, layer, network.FactorShape(network.FactorNodes[layer]), kernel, n);
        }
    }
}
