using System.Collections.Immutable;
using Occam.Measures.Planning;
using Occam.Numerics.Statistics;

namespace Occam.Measures.Coherence;

/// <summary>
/// m-coherence ‖Σ_i g_i‖² / Σ_i ‖g_i‖² over n examples, whole and per layer: about how many examples gain from a step along one example's
/// gradient. 1 for orthogonal gradients, n for identical ones, less than 1 for opposed ones, 0 at least. The error is the delete-one jackknife's,
/// exact at the cost of one more sweep; a bootstrap over examples would count a duplicate as agreement. Beside it the same without the diagonal,
/// an estimate of E⟨g, g'⟩ / E‖g‖² over independent examples that does not depend on n.
/// </summary>
public sealed class MCoherence : IMeasure
{
    /// <summary>The metric's name in records.</summary>
    public const string Name = "m_coherence";

    /// <summary>The name of the coherence without the diagonal.</summary>
    public const string OffDiagonal = "coherence_off_diagonal";

    /// <inheritdoc/>
    public string Id => "m-coherence";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics =>
    [
        new(Name, "examples", "‖Σ_i g_i‖² / Σ_i ‖g_i‖²", "Chatterjee & Zielinski 2020, arXiv 2008.01217"),
        new($"{Name}/LAYER", "examples", "the same with the gradients of one layer", "Chatterjee & Zielinski 2020, arXiv 2008.01217"),
        new(OffDiagonal, "1", "(‖Σ_i g_i‖² − Σ_i ‖g_i‖²) / ((n − 1) Σ_i ‖g_i‖²)", "definition: Σ_{i≠j} ⟨g_i, g_j⟩ / ((n − 1) Σ_i ‖g_i‖²)"),
        new($"{OffDiagonal}/LAYER", "1", "the same with the gradients of one layer", "definition"),
    ];

    /// <inheritdoc/>
    public ImmutableArray<Need> Needs => [new Need.GradientNorms(), new Need.GradientSum(), new Need.GradientDots()];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate(IObservation at)
    {
        double[] norms = new double[at.ExampleCount], dots = new double[at.ExampleCount];
        double sumSquared = 0;
        List<Metric> layers = [], layersOffDiagonal = [];
        for (int layer = 0; layer < at.Layers.Count; layer++)
        {
            ReadOnlySpan<double> layerNorms = at.GradientNormsSquared(layer), layerDots = at.GradientDots(layer);
            (Metric coherence, Metric offDiagonal) = Of($"/{at.Layers[layer]}", at.GradientSumSquared(layer), layerNorms, layerDots);
            layers.Add(coherence);
            layersOffDiagonal.Add(offDiagonal);
            for (int i = 0; i < norms.Length; i++)
            {
                norms[i] += layerNorms[i];
                dots[i] += layerDots[i];
            }

            sumSquared += at.GradientSumSquared(layer);
        }

        (Metric whole, Metric wholeOffDiagonal) = Of("", sumSquared, norms, dots);
        return [whole, .. layers, wholeOffDiagonal, .. layersOffDiagonal];
    }

    /// <summary>Both values with their jackknife errors; NaN where every gradient is zero, and for too few examples.</summary>
    private static (Metric Coherence, Metric OffDiagonal) Of(string suffix, double sumSquared, ReadOnlySpan<double> normsSquared, ReadOnlySpan<double> dots)
    {
        int n = normsSquared.Length;
        double total = 0;
        foreach (double norm in normsSquared) total += norm;
        double[] withoutOne = new double[n];
        for (int i = 0; i < n; i++)
            withoutOne[i] = (sumSquared - (2 * dots[i]) + normsSquared[i]) / (total - normsSquared[i]);
        double error = n < 2 ? double.NaN : Jackknife.StandardError(withoutOne);

        // Without the diagonal it is (m-coherence − 1)/(n − 1), and with one example left out (m-coherence − 1)/(n − 2).
        return (
            new Metric(Name + suffix, sumSquared / total, error),
            new Metric(OffDiagonal + suffix, n < 2 ? double.NaN : (sumSquared - total) / total / (n - 1), n < 3 ? double.NaN : error / (n - 2)));
    }
}
