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

    /// <summary>Whether the class of example i was predicted: <see cref="Occam.Networks.Losses.Accuracy.CountCorrect"/>. Needs <see cref="Need.Losses"/>.</summary>
    ReadOnlySpan<bool> Correct { get; }

    /// <summary>The class predicted for example i; −1 where an output is NaN. Needs <see cref="Need.Losses"/>.</summary>
    ReadOnlySpan<int> Predicted { get; }

    /// <summary>
    /// ‖prediction − target‖₂ of example i, the prediction being the softmax, the sigmoid or the output itself: ‖∂ℓ_i/∂f‖ of the loss without
    /// smoothing, EL2N of Paul et al. 2021. Needs <see cref="Need.Losses"/>.
    /// </summary>
    ReadOnlySpan<double> OutputErrors { get; }

    /// <summary>‖g_i‖² within one layer, for every i. Needs <see cref="Need.GradientNorms"/>.</summary>
    ReadOnlySpan<double> GradientNormsSquared(int layer);

    /// <summary>‖Σ_i g_i‖² within one layer. Needs <see cref="Need.GradientSum"/>.</summary>
    double GradientSumSquared(int layer);

    /// <summary>⟨Σ_j g_j, g_i⟩ within one layer, for every i. Needs <see cref="Need.GradientDots"/>.</summary>
    ReadOnlySpan<double> GradientDots(int layer);

    /// <summary>⟨g_i, g_j⟩ over all parameters, [n, n] row-major, symmetric to the bit. Needs <see cref="Need.GradientGram"/>.</summary>
    ReadOnlySpan<double> GradientGram { get; }

    /// <summary>How many groups of consecutive examples: 10, or n if that is less. Needs <see cref="Need.GradientSecondMoment"/>.</summary>
    int GradientGroupCount { get; }

    /// <summary>The moments of one group's gradients; sizes of groups differ by one at most. Needs <see cref="Need.GradientSecondMoment"/>.</summary>
    GradientGroup GradientGroup(int group);
}
