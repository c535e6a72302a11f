using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Numerics.Simd;

namespace Occam.Numerics.Optimization;

/// <summary>The step that Adam and AdamW share; they differ in where the weight decay enters.</summary>
internal readonly struct AdamMoments(double beta1, double beta2, double epsilon)
{
    private readonly double _beta1 = Rules.Fraction(beta1, nameof(beta1));
    private readonly double _beta2 = Rules.Fraction(beta2, nameof(beta2));
    private readonly double _epsilon = Rules.NotNegative(epsilon, nameof(epsilon));

    /// <summary>θ ← shrink · θ, then Adam's step with the gradient g + coupledDecay · θ; shrink is 1 or coupledDecay is 0.</summary>
    internal void Apply<T>(Span<T> parameters, ReadOnlySpan<T> gradient, Span<T> state, long stepNumber, T learningRate, T coupledDecay, double shrink)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double rate = double.CreateTruncating(learningRate) / Rules.OneMinusPower(_beta1, stepNumber);
        Vector256<T> rateLanes = Rules.Fill<T>(-rate), correction = Rules.Fill<T>(Math.Sqrt(Rules.OneMinusPower(_beta2, stepNumber)));
        Vector256<T> keep1 = Rules.Fill<T>(_beta1), take1 = Rules.Fill<T>(1 - _beta1), keep2 = Rules.Fill<T>(_beta2), take2 = Rules.Fill<T>(1 - _beta2);
        Vector256<T> decay = Vector256.Create(coupledDecay), shrinkLanes = Rules.Fill<T>(shrink), epsilonLanes = Rules.Fill<T>(_epsilon);
        Span<T> means = state[..parameters.Length], squares = state[parameters.Length..];
        for (int i = 0; i < parameters.Length; i += Vector256<T>.Count)
        {
            Vector256<T> theta = shrinkLanes * Lanes.Load<T>(parameters, i);
            Vector256<T> g = Rules.DecayedGradient(gradient, theta, decay, i);
            Vector256<T> mean = Lanes.FusedMultiplyAdd(take1, g, keep1 * Lanes.Load<T>(means, i));
            Vector256<T> square = Lanes.FusedMultiplyAdd(take2 * g, g, keep2 * Lanes.Load<T>(squares, i));
            Lanes.Store(mean, means, i);
            Lanes.Store(square, squares, i);
            Vector256<T> scale = (Vector256.Sqrt(square) / correction) + epsilonLanes;
            Lanes.Store(Lanes.FusedMultiplyAdd(rateLanes, mean / scale, theta), parameters, i);
        }
    }
}
