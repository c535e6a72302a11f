using System.Collections.Immutable;
using System.Numerics;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Networks.Activations;
using Occam.Networks.Layers;
using Occam.Networks.Passes;

namespace Occam.Measures.Norms;

/// <summary>
/// The path norm √(Σ over paths from an input or a bias to an output of Π θ²) (Neyshabur et al. 2015), by one forward pass of the network with squared
/// parameters on ones. NaN where paths do not say what the network can do: other activations than ReLU and leaky ReLU, and any normalization.
/// </summary>
public sealed class PathNorm : IPointMeasure
{
    /// <inheritdoc/>
    public string Id => "path-norm";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics => [new("path_norm", "outputs", "√(Σ_outputs f_{θ²}(1)), f_{θ²} the network with squared parameters", "Neyshabur et al. 2015, arXiv 1506.02617")];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(site);
        Network<T> network = site.Passes.Network;
        if (Obstacle(network) is not null) return [new Metric("path_norm", double.NaN)];
        T[] squared = [.. site.Theta.Select(p => p * p)];
        site.Passes.Begin(1).Fill(T.One);
        double sum = 0;
        foreach (T output in site.Passes.Forward(squared, site.State, PassContext.Frozen)) sum += double.CreateTruncating(output);
        return [new Metric("path_norm", Math.Sqrt(sum))];
    }

    /// <summary>The first layer for which paths do not say what the network can do; null where the norm is defined.</summary>
    public static Node<T>? Obstacle<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Nodes.Skip(1).FirstOrDefault(node => node.Layer is { } layer && !KeepsPaths(layer));
    }

    private static bool KeepsPaths<T>(Layer<T> layer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        layer is BilinearLayer<T> or Elementwise<T, Relu<T>> or LeakyRelu<T> or MaxPool<T> or AveragePool<T> or GlobalAveragePool<T> or Flatten<T> or Dropout<T>;
}
