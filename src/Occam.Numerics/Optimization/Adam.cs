using System.Numerics;

namespace Occam.Numerics.Optimization;

/// <summary>
/// Adam (Kingma and Ba 2015): d = g + λθ, m ← β₁m + (1 − β₁)d, v ← β₂v + (1 − β₂)d²,
/// θ ← θ − η/(1 − β₁ᵗ) · m/(√v/√(1 − β₂ᵗ) + ε). State: m, then v. Source: torch.optim.Adam.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="beta1">β₁, in [0, 1).</param>
/// <param name="beta2">β₂, in [0, 1).</param>
/// <param name="epsilon">ε, zero or more.</param>
public sealed class Adam<T>(double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AdamMoments _moments = new(beta1, beta2, epsilon);

    /// <inheritdoc/>
    public int StateVectors => 2;

    /// <inheritdoc/>
    public void Apply(Span<T> parameters, ReadOnlySpan<T> gradient, Span<T> state, long stepNumber, T learningRate, T weightDecay)
    {
        Rules.Check(this, parameters.Length, gradient.Length, state.Length, stepNumber);
        _moments.Apply(parameters, gradient, state, stepNumber, learningRate, weightDecay, shrink: 1);
    }
}
