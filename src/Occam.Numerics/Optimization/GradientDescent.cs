using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Numerics.Simd;

namespace Occam.Numerics.Optimization;

/// <summary>Plain (stochastic) gradient descent: θ ← θ − η(g + λθ). No state. Source: torch.optim.SGD.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class GradientDescent<T> : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public int StateVectors => 0;

    /// <inheritdoc/>
    public void Apply(Span<T> parameters, ReadOnlySpan<T> gradient, Span<T> state, long stepNumber, T learningRate, T weightDecay)
    {
        Rules.Check(this, parameters.Length, gradient.Length, state.Length, stepNumber);
        Vector256<T> rate = Vector256.Create(-learningRate), decay = Vector256.Create(weightDecay);
        for (int i = 0; i < parameters.Length; i += Vector256<T>.Count)
        {
            Vector256<T> theta = Lanes.Load<T>(parameters, i);
            Vector256<T> g = Rules.DecayedGradient(gradient, theta, decay, i);
            Lanes.Store(Lanes.FusedMultiplyAdd(rate, g, theta), parameters, i);
        }
    }
}
