namespace Occam.Measures.Planning;

/// <summary>The memory of a sweep: O(layers × examples) numbers and what the larger needs take, reused from one observation to the next.</summary>
internal sealed class SweepResults(IReadOnlyList<string> layers, int examples, int parameters, MeasurementPlan plan)
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

    /// <summary>[example, example].</summary>
    public double[] Gram { get; } = new double[plan.Needs.Contains(new Need.GradientGram()) ? examples * examples : 0];

    public GroupMoments? Moments { get; } = plan.Needs.Contains(new Need.GradientSecondMoment()) ? new GroupMoments(examples, parameters) : null;

    public ReadOnlySpan<double> LayerRow(double[] values, int layer) => values.AsSpan(layer * examples, examples);
}
