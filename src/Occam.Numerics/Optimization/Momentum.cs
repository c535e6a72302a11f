using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Numerics.Simd;

namespace Occam.Numerics.Optimization;

/// <summary>
/// Gradient descent with heavy-ball momentum, without dampening: v ← μv + (g + λθ), θ ← θ − ηv. State: v. Source: torch.optim.SGD.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="momentum">μ, in [0, 1).</param>
public sealed class Momentum<T>(double momentum = 0.9) : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _momentum = Rules.Fraction(momentum, nameof(momentum));

    /// <inheritdoc/>
    public int StateVectors => 1;

    /// <inheritdoc/>
    public void Apply(Span<T> parameters, ReadOnlySpan<T> gradient, Span<T> state, long stepNumber, T learningRate, T weightDecay)
    {
        Rules.Check(this, parameters.Length, gradient.Length, state.Length, stepNumber);
        Vector256<T> rate = Vector256.Create(-learningRate), decay = Vector256.Create(weightDecay), mu = Rules.Fill<T>(_momentum);
        for (int i = 0; i < parameters.Length; i += Vector256<T>.Count)
        {
            Vector256<T> theta = Lanes.Load<T>(parameters, i);
            Vector256<T> g = Rules.DecayedGradient(gradient, theta, decay, i);
            Vector256<T> velocity = Lanes.FusedMultiplyAdd(mu, Lanes.Load<T>(state, i), g);
            Lanes.Store(velocity, state, i);
            Lanes.Store(Lanes.FusedMultiplyAdd(rate, velocity, theta), parameters, i);
        }
    }
}
