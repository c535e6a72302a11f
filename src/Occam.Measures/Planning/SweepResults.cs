namespace Occam.Measures.Planning;

/// <summary>The memory of a sweep: O(layers × examples) numbers, reused from one observation to the next.</summary>
internal sealed class SweepResults(IReadOnlyList<string> layers, int examples, MeasurementPlan plan)
{
    public int ExampleCount => examples;

    public IReadOnlyList<string> Layers => layers;

    public double[] Losses { get; } = new double[examples];

    public bool[] Correct { get; } = new bool[examples];

    public int[] Predicted { get; } = new int[examples];

    public double[] OutputErrors { get; } = new double[examples];

    public int CorrectCount => Correct.AsSpan().Count(true);

    /// <summary>[layer, example].</summary>
    public double[] NormsSquared { get; } = new double[plan.Needs.Contains(new Need.GradientNorms()) ? layers.Count * examples : 0];

    /// <summary>[layer, example].</summary>
    public double[] Dots { get; } = new double[plan.Needs.Contains(new Need.GradientDots()) ? layers.Count * examples : 0];

    /// <summary>[layer].</summary>
    public double[] SumSquared { get; } = new double[layers.Count];

    public ReadOnlySpan<double> LayerRow(double[] values, int layer) => values.AsSpan(layer * examples, examples);
}
