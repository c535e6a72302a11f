using System.Collections.Immutable;
using Occam.Measures.Planning;

namespace Occam.Measures.Examples;

/// <summary>
/// What one observation says about each example: how large its gradient is, how far that agrees with the mean gradient, how far its prediction
/// is off. Kept in arrays, in the order of the examples; no metric, because there are as many values as examples.
/// </summary>
public sealed class ExampleScores : IMeasure
{
    /// <inheritdoc/>
    public string Id => "example-scores";

    /// <inheritdoc/>
    public ImmutableArray<MetricInfo> Metrics => [];

    /// <inheritdoc/>
    public ImmutableArray<Need> Needs => [new Need.Losses(), new Need.GradientNorms(), new Need.GradientSum(), new Need.GradientDots()];

    /// <summary>‖g_i‖, in nats/parameter: "GraNd" of Paul et al. 2021, arXiv 2107.07075.</summary>
    public double[] Norms { get; private set; } = [];

    /// <summary>‖prediction − target‖₂: "EL2N" of the same.</summary>
    public double[] OutputErrors { get; private set; } = [];

    /// <summary>cos(g_i, ḡ), g_i included in ḡ; NaN where either is zero.</summary>
    public double[] Alignments { get; private set; } = [];

    /// <summary>ℓ_i in nats.</summary>
    public double[] Losses { get; private set; } = [];

    /// <summary>Whether the class of example i was predicted.</summary>
    public bool[] Correct { get; private set; } = [];

    /// <summary>The predicted class; −1 where an output is NaN.</summary>
    public int[] Predicted { get; private set; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate(IObservation at)
    {
        (Losses, OutputErrors) = (at.Losses.ToArray(), at.OutputErrors.ToArray());
        (Correct, Predicted) = (at.Correct.ToArray(), at.Predicted.ToArray());
        int n = at.ExampleCount;
        double[] squares = new double[n], dots = new double[n];
        double sumSquared = 0;
        for (int layer = 0; layer < at.Layers.Count; layer++)
        {
            ReadOnlySpan<double> layerSquares = at.GradientNormsSquared(layer), layerDots = at.GradientDots(layer);
            for (int i = 0; i < n; i++)
            {
                squares[i] += layerSquares[i];
                dots[i] += layerDots[i];
            }

            sumSquared += at.GradientSumSquared(layer);
        }

        Norms = [.. squares.Select(Math.Sqrt)];
        Alignments = [.. dots.Zip(Norms, (dot, norm) => dot / (norm * Math.Sqrt(sumSquared)))];
        return [];
    }
}
