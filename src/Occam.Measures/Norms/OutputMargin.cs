using System.Collections.Immutable;
using System.Numerics;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Networks.Layers;
using Occam.Numerics.Statistics;

namespace Occam.Measures.Norms;

/// <summary>
/// By how much the output of an example's class exceeds the largest of the others: the 10 % quantile over examples, and the same over the product of
/// the layers' spectral norms, which bounds how fast the outputs can change (Bartlett et al. 2017). A single output counts for class 1 and against 0.
/// </summary>
public sealed class OutputMargin : IPointMeasure
{
    private const double Level = 0.1;

    /// <inheritdoc/>
    public string Id => "output-margin";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics =>
    [
        new("output_margin", "outputs", "the 10 % quantile over examples of f_y − max_{k ≠ y} f_k", "Jiang et al. 2020, arXiv 1912.02178"),
        new("normalized_margin", "outputs/parameter^layers", "output_margin / Π ‖W‖₂ over layers", "Bartlett et al. 2017, arXiv 1706.08498"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(site);
        double margin = Quantiles.Linear(Margins(site), Level);
        Metric product = WeightNorms.SpectralProduct([.. WeightMatrix.Of(site).Select(layer => layer.Spectral(site))]);
        double normalized = margin / product.Value;
        return [new Metric("output_margin", margin), new Metric("normalized_margin", normalized, Math.Abs(normalized) * product.Error / product.Value)];
    }

    /// <summary>The margin of every example, in outputs.</summary>
    public static double[] Margins<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(site);
        double[] margins = new double[site.Data.Count];
        int outputs = site.Passes.Network.Output.Size;
        for (int first = 0; first < margins.Length; first += site.Passes.Capacity)
        {
            int[] labels = new int[Math.Min(site.Passes.Capacity, margins.Length - first)];
            new DatasetExamples<T>(site.Data, site.Control.Cancellation).Fill(first, site.Passes.Begin(labels.Length), labels);
            ReadOnlySpan<T> values = site.Passes.Forward(site.Theta, site.State, PassContext.Frozen);
            for (int i = 0; i < labels.Length; i++) margins[first + i] = Margin(values.Slice(i * outputs, outputs), labels[i]);
        }

        return margins;
    }

    private static double Margin<T>(ReadOnlySpan<T> outputs, int label)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (outputs.Length == 1) return double.CreateTruncating(label == 1 ? outputs[0] : -outputs[0]);
        double other = double.NegativeInfinity;
        for (int k = 0; k < outputs.Length; k++)
        {
            if (k != label) other = Math.Max(other, double.CreateTruncating(outputs[k]));
        }

        return double.CreateTruncating(outputs[label]) - other;
    }
}
