using Occam.Measures.Planning;

namespace Occam.Experiments.Measuring;

/// <summary>Gradients out of a file, shown to the measures as a network of one layer. There are no losses.</summary>
/// <param name="normsSquared">‖g_i‖².</param>
/// <param name="sumSquared">‖Σ g_i‖².</param>
/// <param name="dots">⟨Σ_j g_j, g_i⟩; empty where no measure that reads it is shown this.</param>
internal sealed class RowObservation(double[] normsSquared, double sumSquared, double[] dots) : IObservation
{
    public int ExampleCount => normsSquared.Length;

    public IReadOnlyList<string> Layers { get; } = ["gradients"];

    public ReadOnlySpan<double> Losses => throw WithoutModel();

    public int CorrectCount => throw WithoutModel();

    public ReadOnlySpan<double> GradientNormsSquared(int layer) => normsSquared;

    public double GradientSumSquared(int layer) => sumSquared;

    public ReadOnlySpan<double> GradientDots(int layer) => dots;

    private static InvalidOperationException WithoutModel() => new("Gradients out of a file: expected a measure that reads gradients only, got one that reads losses. Leave it out.");
}
