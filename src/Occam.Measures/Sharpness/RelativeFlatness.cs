using System.Collections.Immutable;
using System.Numerics;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Networks.Curvature;
using Occam.Networks.Layers;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Dense;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;
using Occam.Numerics.Statistics;

namespace Occam.Measures.Sharpness;

/// <summary>
/// Relative flatness of the last layer (Petzka et al. 2021): κ = Σ_{s,s'} ⟨w_s, w_s'⟩ tr H_{ss'}, w_s the weights of output s and H_{ss'} the part of the
/// Hessian between outputs s and s'. The outputs are linear in these weights, so κ = (1/n) Σ_i ‖φ_i‖² Σ_{ss'} (∂²ℓ_i/∂f_s∂f_s') ⟨w_s, w_s'⟩ exactly,
/// φ_i the layer's input. NaN where the network does not end with a dense layer. Of the other dense layers κ is the mean of vᵀHv over v = WR with R of independent
/// standard normal entries, [inputs, inputs]: E[vvᵀ] has ⟨w_s, w_s'⟩ at equal inputs and 0 elsewhere. The error is over the R.
/// </summary>
/// <param name="layers">Whether every dense layer has a value.</param>
/// <param name="probes">How many R for each layer but the last; 2 at least.</param>
public sealed class RelativeFlatness(bool layers = true, int probes = RelativeFlatness.UsualProbes) : IPointMeasure
{
    /// <summary>Random matrices unless said otherwise.</summary>
    public const int UsualProbes = 10;

    private const int ColumnsTogether = 256;
    private const string Paper = "Petzka et al. 2021, arXiv 2001.00939";

    /// <inheritdoc/>
    public string Id => "relative-flatness";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics =>
    [
        new("relative_flatness", "nats", "Σ_{s,s'} ⟨w_s, w_s'⟩ tr H_{ss'} of the last layer's weights", Paper),
        new("relative_flatness/LAYER", "nats", "the same of each dense layer's weights", Paper),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(site);
        double last = Of(site);
        return [new Metric("relative_flatness", last), .. layers ? DenseWeights(site.Passes.Network).Select(block => OfLayer(site, block, last)) : []];
    }

    /// <summary>The products that the layers of a network take.</summary>
    public static int Products<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => UsualProbes * DenseWeights(network).Count(block => block.Node < network.Nodes.Length - 1);

    private static IEnumerable<NamedBlock> DenseWeights<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => network.Blocks.Where(b => b.Block.Role == ParameterRole.Weight && network.Nodes[b.Node].Layer is Dense<T>);

    private Metric OfLayer<T>(PointSite<T> site, NamedBlock block, double last)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string name = $"relative_flatness/{site.Passes.Network.Nodes[block.Node].Name}";
        if (block.Node == site.Passes.Network.Nodes.Length - 1) return new Metric(name, last);
        Hessian<T> hessian = new(site.Point, [block.Name]);
        double[] weights = new double[block.Length], product = new double[block.Length];
        ReadOnlySpan<T> own = block.Of<T>(site.Theta);
        for (int i = 0; i < weights.Length; i++) weights[i] = double.CreateTruncating(own[i]);
        RunningMoments forms = new();
        for (int probe = 0; probe < Math.Max(2, probes); probe++)
        {
            double[] direction = Direction(site, weights, block.Block.Shape[0], site.Seed.Derive(Id).Derive(block.Name).Derive(probe));
            hessian.Apply(direction, product);
            forms.Add(Reductions.Dot<double>(direction, product));
            site.Control.Progress?.Invoke(1);
        }

        return new Metric(name, forms.Mean, forms.StandardError);
    }

    /// <summary>WR, some columns at a time: R alone can be larger than the network.</summary>
    private static double[] Direction<T>(PointSite<T> site, double[] weights, int outputs, Seed seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int inputs = weights.Length / outputs;
        double[] direction = new double[weights.Length];
        for (int first = 0; first < inputs; first += ColumnsTogether)
        {
            int count = Math.Min(ColumnsTogether, inputs - first);
            double[] noise = new double[inputs * count], product = new double[outputs * count];
            seed.Derive(first).Normals<double>(noise, 0, 1);
            Gemm.Multiply(site.Workers, new MatrixView<double>(weights, outputs, inputs), new MatrixView<double>(noise, inputs, count), product);
            for (int s = 0; s < outputs; s++) product.AsSpan(s * count, count).CopyTo(direction.AsSpan((s * inputs) + first));
        }

        return direction;
    }

    private static double Of<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = site.Passes.Network;
        int last = network.Nodes.Length - 1;
        if (network.Nodes[last].Layer is not Dense<T>) return double.NaN;
        double[] gram = Gram(network.Blocks[network.FirstBlock(last)], site.Theta);
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
    private static double[] Gram<T>(NamedBlock weight, T[] theta)
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
