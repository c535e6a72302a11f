using System.Collections.Immutable;
using Occam.Measures.Planning;
using Occam.Numerics.Statistics;

namespace Occam.Measures.Coherence;

/// <summary>
/// m-coherence ‖Σ_i g_i‖² / Σ_i ‖g_i‖² over n examples, whole and per layer: about how many examples gain from a step along one example's
/// gradient. 1 for orthogonal gradients, n for identical ones, less than 1 for opposed ones, 0 at least. The error is the delete-one jackknife's,
/// exact at the cost of one more sweep; a bootstrap over examples would count a duplicate as agreement.
/// </summary>
public sealed class MCoherence : IMeasure
{
    /// <summary>The metric's name in records.</summary>
    public const string Name = "m_coherence";

    /// <inheritdoc/>
    public string Id => "m-coherence";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics =>
    [
        new(Name, "examples", "‖Σ_i g_i‖² / Σ_i ‖g_i‖²", "Chatterjee & Zielinski 2020, arXiv 2008.01217"),
        new($"{Name}/LAYER", "examples", "the same with the gradients of one layer", "Chatterjee & Zielinski 2020, arXiv 2008.01217"),
    ];

    /// <inheritdoc/>
    public ImmutableArray<Need> Needs => [new Need.GradientNorms(), new Need.GradientSum(), new Need.GradientDots()];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate(IObservation at)
    {
        double[] norms = new double[at.ExampleCount], dots = new double[at.ExampleCount];
        double sumSquared = 0;
        List<Metric> layers = [];
        for (int layer = 0; layer < at.Layers.Count; layer++)
        {
            ReadOnlySpan<double> layerNorms = at.GradientNormsSquared(layer), layerDots = at.GradientDots(layer);
            layers.Add(Of($"{Name}/{at.Layers[layer]}", at.GradientSumSquared(layer), layerNorms, layerDots));
            for (int i = 0; i < norms.Length; i++)
            {
                norms[i] += layerNorms[i];
                dots[i] += layerDots[i];
            }

            sumSquared += at.GradientSumSquared(layer);
        }

        return [Of(Name, sumSquared, norms, dots), .. layers];
    }

    /// <summary>The value and its jackknife error; NaN where every gradient is zero.</summary>
    internal static Metric Of(string name, double sumSquared, ReadOnlySpan<double> normsSquared, ReadOnlySpan<double> dots)
    {
        double total = 0;
        foreach (double norm in normsSquared) total += norm;
        double[] withoutOne = new double[normsSquared.Length];
        for (int i = 0; i < withoutOne.Length; i++)
            withoutOne[i] = (sumSquared - (2 * dots[i]) + normsSquared[i]) / (total - normsSquared[i]);
        return new Metric(name, sumSquared / total, withoutOne.Length < 2 ? double.NaN : Jackknife.StandardError(withoutOne));
    }
}
