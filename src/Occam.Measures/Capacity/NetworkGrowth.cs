using Occam.Networks.Activations;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Simd;

namespace Occam.Measures.Capacity;

/// <summary>
/// An upper bound of the growth function of {x ↦ sign f_θ(x)} for a network with one output, ReLU or leaky ReLU and max-pooling: Theorem 7 of Bartlett, Harvey, Liaw and
/// Mehrabian 2019, arXiv 1703.02930, layer by layer. Where the signs of everything that was decided before are fixed, what enters an activation is a polynomial of
/// the parameters before it, of a degree that grows by one with each layer of weights; m polynomials of degree D in W ≤ m variables have at most 2(2emD/W)^W patterns of
/// signs (Warren; theorem 8.3 of Anthony and Bartlett 1999). So ln Π(n) ≤ Σ_i min(n t_i ln 2, ln 2 + W_i ln(2e n t_i D_i / W_i)) with t_i signs an example. A max-pool decides by the signs of
/// the differences of all pairs in a window.
/// </summary>
public sealed class NetworkGrowth
{
    private readonly IReadOnlyList<(double Signs, int Degree, int Parameters)> _decisions;

    private NetworkGrowth(IReadOnlyList<(double Signs, int Degree, int Parameters)> decisions) => _decisions = decisions;

    /// <summary>The bound for a network; null where a layer is none of those, or there are several outputs.</summary>
    public static NetworkGrowth? Of(Network<float> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.Output.Size != 1) return null;
        List<(double, int, int)> decisions = [];
        int[] degrees = new int[network.Nodes.Length];
        for (int node = 1; node < degrees.Length; node++)
        {
            Layer<float>? layer = network.Nodes[node].Layer;
            int degree = network.Nodes[node].Inputs.Max(input => degrees[input]);
            degrees[node] = layer is BilinearLayer<float> ? degree + 1 : degree;
            if (Signs(layer) is not { } signs) return null;
            if (signs > 0 && degree > 0) decisions.Add((signs, degree, network.ParameterOffset(node)));
        }

        decisions.Add((1, degrees[^1], network.ParameterCount));
        return new NetworkGrowth(decisions);
    }

    /// <summary>An upper bound of ln Π(n).</summary>
    public double Log(long examples)
    {
        double sum = 0;
        foreach ((double signs, int degree, int parameters) in _decisions)
        {
            double all = examples * signs, trivial = all * EmpiricalRademacher.Ln2;
            sum += all < parameters
                ? trivial
                : Math.Min(trivial, EmpiricalRademacher.Ln2 + (parameters * (1 + Elementary.Log(2 * all * degree / parameters))));
        }

        return Math.Min(sum, examples * EmpiricalRademacher.Ln2);
    }

    /// <summary>Signs that a layer decides by, an example; null where it is not piecewise linear.</summary>
    private static double? Signs(Layer<float>? layer) => layer switch
    {
        null or BilinearLayer<float> or AveragePool<float> or GlobalAveragePool<float> or Flatten<float> or Dropout<float> => 0,
        Elementwise<float, Relu<float>> or LeakyRelu<float> => layer.Output.Size,
        MaxPool<float> pool => pool.Output.Size * Pairs(pool.Window),
        _ => null,
    };

    private static double Pairs(int values) => values * (values - 1.0) / 2;
}
