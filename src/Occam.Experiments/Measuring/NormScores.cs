using System.Collections.Immutable;
using Occam.Measures.Planning;

namespace Occam.Experiments.Measuring;

/// <summary>Keeps ‖g_i‖ of every example, for the document; reports no metric of its own.</summary>
internal sealed class NormScores : IMeasure
{
    public string Id => "per-example-norms";

    public ImmutableArray<MetricInfo> Metrics => [];

    public ImmutableArray<Need> Needs => [new Need.GradientNorms()];

    /// <summary>‖g_i‖ of the last observation.</summary>
    public double[] Values { get; private set; } = [];

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
