using System.Collections.Immutable;
using System.Numerics;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Statistics;

namespace Occam.Measures.Norms;

/// <summary>
/// The Fisher–Rao norm of Liang et al. 2019, ‖θ‖_fr = √⟨θ, Fθ⟩ with F the mean of g_i g_iᵀ: √ of the mean of ⟨θ, g_i⟩², exact for the given
/// examples by one sweep, without a gradient being formed. The error is that of the mean over examples.
/// </summary>
public sealed class FisherRaoNorm : IPointMeasure
{
    /// <inheritdoc/>
    public string Id => "fisher-rao-norm";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics => [new("fisher_rao_norm", "nats", "√((1/n) Σ_i ⟨θ, g_i⟩²)", "Liang et al. 2019, arXiv 1711.01530")];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(site);
        RunningMoments squares = new();
        for (int first = 0; first < site.Data.Count; first += site.Passes.Capacity)
        {
            foreach (double dot in Dots(site, first, Math.Min(site.Passes.Capacity, site.Data.Count - first))) squares.Add(dot * dot);
        }

        double norm = Math.Sqrt(squares.Mean);
        return [new Metric("fisher_rao_norm", norm, squares.StandardError / (2 * norm))];
    }

    /// <summary>⟨θ, g_i⟩ of the examples of one chunk.</summary>
    private static double[] Dots<T>(PointSite<T> site, int first, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkPasses<T> passes = site.Passes;
        int[] labels = new int[count];
        int classes = passes.Network.Output.Size, layers = passes.Network.FactorNodes.Length;
        new DatasetExamples<T>(site.Data, site.Control.Cancellation).Fill(first, passes.Begin(count), labels);
        ReadOnlySpan<T> outputs = passes.Forward(site.Theta, site.State, PassContext.Frozen);
        T[] bar = new T[outputs.Length];
        site.Loss.Gradient(outputs, labels, classes, T.One, bar);
        passes.Backward(site.Theta, bar, []);
        double[] products = new double[layers * count], dots = new double[count];
        passes.GradientDots(site.Theta, site.Theta, products);
        for (int i = 0; i < products.Length; i++) dots[i % count] += products[i];
        return dots;
    }
}
