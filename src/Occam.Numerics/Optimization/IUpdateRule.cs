using System.Numerics;

namespace Occam.Numerics.Optimization;

/// <summary>
/// One step of an optimizer as a function of vectors: parameters and state change in place, nothing is allocated, and each coordinate
/// depends on its own numbers only, so a vector may be cut and stepped in parts. Formulas are those of PyTorch 1.13.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public interface IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many vectors of the parameters' length the rule remembers between steps; all start at zero.</summary>
    int StateVectors { get; }

    /// <summary>θ ← θ + update(gradient, state), and the state moves on.</summary>
    /// <param name="parameters">θ, P numbers.</param>
    /// <param name="gradient">The gradient of the loss at θ, P numbers.</param>
    /// <param name="state">StateVectors · P numbers: the first vector, then the second; what each is, the rule's documentation says.</param>
    /// <param name="stepNumber">The number of this step, counted from 1.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <param name="weightDecay">λ; how it enters, the rule's documentation says.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the step is not positive.</exception>
    void Apply(Span<T> parameters, ReadOnlySpan<T> gradient, Span<T> state, long stepNumber, T learningRate, T weightDecay);
}
