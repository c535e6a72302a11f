namespace Occam.Measures.Planning;

/// <summary>A network at one step, as far as the declared needs allow. g_i is the gradient of example i's own, unscaled loss.</summary>
public interface IObservation
{
    /// <summary>n, the number of examples.</summary>
    int ExampleCount { get; }

    /// <summary>The names of the layers that have parameters.</summary>
    IReadOnlyList<string> Layers { get; }

    /// <summary>ℓ_i in nats. Needs <see cref="Need.Losses"/>.</summary>
    ReadOnlySpan<double> Losses { get; }

    /// <summary>How many examples had their class predicted. Needs <see cref="Need.Losses"/>.</summary>
    int CorrectCount { get; }

    /// <summary>‖g_i‖² within one layer, for every i. Needs <see cref="Need.GradientNorms"/>.</summary>
    ReadOnlySpan<double> GradientNormsSquared(int layer);

    /// <summary>‖Σ_i g_i‖² within one layer. Needs <see cref="Need.GradientSum"/>.</summary>
    double GradientSumSquared(int layer);

    /// <summary>⟨Σ_j g_j, g_i⟩ within one layer, for every i. Needs <see cref="Need.GradientDots"/>.</summary>
    ReadOnlySpan<double> GradientDots(int layer);
}
