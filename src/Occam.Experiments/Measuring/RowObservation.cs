using Occam.Measures.Planning;

namespace Occam.Experiments.Measuring;

/// <summary>Gradients out of a file, shown to the measures as a network of one layer. There is nothing else.</summary>
/// <param name="normsSquared">‖g_i‖².</param>
/// <param name="sumSquared">‖Σ g_i‖².</param>
/// <param name="dots">⟨Σ_j g_j, g_i⟩; empty where no measure that reads it is shown this.</param>
internal sealed class RowObservation(double[] normsSquared, double sumSquared, double[] dots) : IObservation
{
    public int ExampleCount => normsSquared.Length;

    public IReadOnlyList<string> Layers { get; } = ["gradients"];

    public ReadOnlySpan<double> Losses => throw WithoutModel();

    public int CorrectCount => throw WithoutModel();

    public ReadOnlySpan<bool> Correct => throw WithoutModel();

    public ReadOnlySpan<int> Predicted => throw WithoutModel();

    public ReadOnlySpan<double> OutputErrors => throw WithoutModel();

    public ReadOnlySpan<double> GradientGram => throw WithoutModel();

    public int GradientGroupCount => throw WithoutModel();

    public ReadOnlySpan<double> GradientNormsSquared(int layer) => normsSquared;

    public double GradientSumSquared(int layer) => sumSquared;

    public ReadOnlySpan<double> GradientDots(int layer) => dots;

    public GradientGroup GradientGroup(int group) => throw WithoutModel();

    private static InvalidOperationException WithoutModel() => new("Gradients out of a file: expected a measure that reads norms and sums of gradients, got one that reads more. Leave it out.");
}
