using System.Numerics;

namespace Occam.Numerics.Optimization;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019): θ ← (1 − ηλ)θ, then <see cref="Adam{T}"/>'s step with the gradient
/// alone. State: m, then v. Source: torch.optim.AdamW.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="beta1">β₁, in [0, 1).</param>
/// <param name="beta2">β₂, in [0, 1).</param>
/// <param name="epsilon">ε, zero or more.</param>
public sealed class AdamW<T>(double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AdamMoments _moments = new(beta1, beta2, epsilon);

    /// <inheritdoc/>
    public int StateVectors => 2;

    /// <inheritdoc/>
    public void Apply(Span<T> parameters, ReadOnlySpan<T> gradient, Span<T> state, long stepNumber, T learningRate, T weightDecay)
    {
        Rules.Check(this, parameters.Length, gradient.Length, state.Length, stepNumber);
        double shrink = 1 - (double.CreateTruncating(learningRate) * double.CreateTruncating(weightDecay));
        _moments.Apply(parameters, gradient, state, stepNumber, learningRate, T.Zero, shrink);
    }
}
