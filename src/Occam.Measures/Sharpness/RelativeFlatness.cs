using System.Collections.Immutable;
using System.Numerics;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Networks.Layers;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Simd;

namespace Occam.Measures.Sharpness;

/// <summary>
/// Relative flatness of the last layer (Petzka et al. 2021): κ = Σ_{s,s'} ⟨w_s, w_s'⟩ tr H_{ss'}, w_s the weights of output s and H_{ss'} the part of the
/// Hessian between outputs s and s'. The outputs are linear in these weights, so κ = (1/n) Σ_i ‖φ_i‖² Σ_{ss'} (∂²ℓ_i/∂f_s∂f_s') ⟨w_s, w_s'⟩ exactly,
/// φ_i the layer's input. NaN where the network does not end with a dense layer.
/// </summary>
public sealed class RelativeFlatness : IPointMeasure
{
    /// <inheritdoc/>
    public string Id => "relative-flatness";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics => [new("relative_flatness", "nats", "Σ_{s,s'} ⟨w_s, w_s'⟩ tr H_{ss'} of the last layer's weights", "Petzka et al. 2021, arXiv 2001.00939")];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(site);
        return [new Metric("relative_flatness", Of(site))];
    }

    private static double Of<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = site.Passes.Network;
        int last = network.Nodes.Length - 1;
        if (network.Nodes[last].Layer is not Dense<T>) return double.NaN;
        double[] gram = Products(network.Blocks[network.FirstBlock(last)], site.Theta);
        double total = 0;
        for (int first = 0; first < site.Data.Count; first += site.Passes.Capacity)
        {
            int count = Math.Min(site.Passes.Capacity, site.Data.Count - first);
            int[] labels = new int[count];
            new DatasetExamples<T>(site.Data, site.Control.Cancellation).Fill(first, site.Passes.Begin(count), labels);
            site.Passes.Forward(site.Theta, site.State, PassContext.Frozen);
            total += Sum(site, last, labels, gram);
        }

        return total / site.Data.Count;
    }

    /// <summary>⟨w_s, w_s'⟩, [outputs, outputs].</summary>
    private static double[] Products<T>(NamedBlock weight, T[] theta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int outputs = weight.Block.Shape[0], inputs = weight.Length / outputs;
        double[] gram = new double[outputs * outputs];
        ReadOnlySpan<T> values = weight.Of<T>(theta);
        for (int s = 0; s < outputs; s++)
        {
            for (int t = 0; t < outputs; t++) gram[(s * outputs) + t] = Reductions.Dot(values.Slice(s * inputs, inputs), values.Slice(t * inputs, inputs));
        }

        return gram;
    }

    private static double Sum<T>(PointSite<T> site, int last, int[] labels, double[] gram)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int outputs = site.Passes.Network.Output.Size, features = site.Passes.Network.Nodes[last].Layer!.Input.Size;
        double[] curvature = new double[labels.Length];
        T[] unit = new T[labels.Length * outputs], column = new T[unit.Length];
        for (int t = 0; t < outputs; t++)
        {
            Array.Clear(unit);
            for (int i = 0; i < labels.Length; i++) unit[(i * outputs) + t] = T.One;
            site.Loss.HessianProduct(site.Passes.Values(last), labels, outputs, unit, T.One, column);
            for (int i = 0; i < labels.Length; i++)
            {
                for (int s = 0; s < outputs; s++) curvature[i] += double.CreateTruncating(column[(i * outputs) + s]) * gram[(s * outputs) + t];
            }
        }

        ReadOnlySpan<T> inputs = site.Passes.Values(site.Passes.Network.Nodes[last].Inputs[0]);
        double total = 0;
        for (int i = 0; i < labels.Length; i++) total += curvature[i] * Reductions.SumOfSquares(inputs.Slice(i * features, features));
        return total;
    }
}
