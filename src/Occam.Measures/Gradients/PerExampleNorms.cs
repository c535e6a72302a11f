using System.Collections.Immutable;
using Occam.Measures.Planning;

namespace Occam.Measures.Gradients;

/// <summary>‖g_i‖ of every example, kept in <see cref="Values"/>; no metric, because there are as many as examples.</summary>
public sealed class PerExampleNorms : IMeasure
{
    /// <inheritdoc/>
    public string Id => "per-example-norms";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics => [];

    /// <inheritdoc/>
    public ImmutableArray<Need> Needs => [new Need.GradientNorms()];

    /// <summary>‖g_i‖ of the last observation.</summary>
    public double[] Values { get; private set; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate(IObservation at)
    {
        double[] squares = new double[at.ExampleCount];
        for (int layer = 0; layer < at.Layers.Count; layer++)
        {
            ReadOnlySpan<double> norms = at.GradientNormsSquared(layer);
            for (int i = 0; i < squares.Length; i++) squares[i] += norms[i];
        }

        Values = [.. squares.Select(Math.Sqrt)];
        return [];
    }
}
