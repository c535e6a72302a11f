using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Numerics.Simd;

namespace Occam.Numerics.Optimization;

/// <summary>
/// AdaGrad (Duchi et al. 2011): d = g + λθ, s ← s + d², θ ← θ − ηₜ d/(√s + ε), ηₜ = η/(1 + (t − 1) · decay). State: s. Source:
/// torch.optim.Adagrad with initial_accumulator_value=0.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="learningRateDecay">Decay of the learning rate with the step, zero or more.</param>
/// <param name="epsilon">ε, zero or more.</param>
public sealed class AdaGrad<T>(double learningRateDecay = 0, double epsilon = 1e-10) : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _decay = Rules.NotNegative(learningRateDecay, nameof(learningRateDecay));
    private readonly double _epsilon = Rules.NotNegative(epsilon, nameof(epsilon));

    /// <inheritdoc/>
    public int StateVectors => 1;

    /// <inheritdoc/>
    public void Apply(Span<T> parameters, ReadOnlySpan<T> gradient, Span<T> state, long stepNumber, T learningRate, T weightDecay)
    {
        Rules.Check(this, parameters.Length, gradient.Length, state.Length, stepNumber);
        Vector256<T> rate = Rules.Fill<T>(-double.CreateTruncating(learningRate) / (1 + ((stepNumber - 1) * _decay)));
        Vector256<T> decay = Vector256.Create(weightDecay), epsilonLanes = Rules.Fill<T>(_epsilon);
        for (int i = 0; i < parameters.Length; i += Vector256<T>.Count)
        {
            Vector256<T> theta = Lanes.Load<T>(parameters, i);
            Vector256<T> g = Rules.DecayedGradient(gradient, theta, decay, i);
            Vector256<T> squares = Lanes.FusedMultiplyAdd(g, g, Lanes.Load<T>(state, i));
            Lanes.Store(squares, state, i);
            Lanes.Store(Lanes.FusedMultiplyAdd(rate, g / (Vector256.Sqrt(squares) + epsilonLanes), theta), parameters, i);
        }
    }
}
