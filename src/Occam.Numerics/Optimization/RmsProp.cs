using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Numerics.Simd;

namespace Occam.Numerics.Optimization;

/// <summary>
/// RMSprop (Tieleman and Hinton 2012), not centred, without momentum: d = g + λθ, s ← αs + (1 − α)d², θ ← θ − η d/(√s + ε). State: s.
/// Source: torch.optim.RMSprop.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="smoothing">α, in [0, 1).</param>
/// <param name="epsilon">ε, zero or more.</param>
public sealed class RmsProp<T>(double smoothing = 0.99, double epsilon = 1e-8) : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _smoothing = Rules.Fraction(smoothing, nameof(smoothing));
    private readonly double _epsilon = Rules.NotNegative(epsilon, nameof(epsilon));

    /// <inheritdoc/>
    public int StateVectors => 1;

    /// <inheritdoc/>
    public void Apply(Span<T> parameters, ReadOnlySpan<T> gradient, Span<T> state, long stepNumber, T learningRate, T weightDecay)
    {
        Rules.Check(this, parameters.Length, gradient.Length, state.Length, stepNumber);
        Vector256<T> rate = Vector256.Create(-learningRate), decay = Vector256.Create(weightDecay);
        Vector256<T> keep = Rules.Fill<T>(_smoothing), take = Rules.Fill<T>(1 - _smoothing), epsilonLanes = Rules.Fill<T>(_epsilon);
        for (int i = 0; i < parameters.Length; i += Vector256<T>.Count)
        {
            Vector256<T> theta = Lanes.Load<T>(parameters, i);
            Vector256<T> g = Rules.DecayedGradient(gradient, theta, decay, i);
            Vector256<T> squares = Lanes.FusedMultiplyAdd(take * g, g, keep * Lanes.Load<T>(state, i));
            Lanes.Store(squares, state, i);
            Lanes.Store(Lanes.FusedMultiplyAdd(rate, g / (Vector256.Sqrt(squares) + epsilonLanes), theta), parameters, i);
        }
    }
}
