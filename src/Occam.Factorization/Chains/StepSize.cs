using Occam.Numerics.Simd;

namespace Occam.Factorization.Chains;

/// <summary>
/// The learning rate of each step: constant, or divided by the running size of the gradient, one number for all coordinates, so that the direction stays the
/// gradient's: v ← αv + (1 − α)‖g‖², η = rate/(√(v/(1 − αᵗ)) + ε). Source: "GroupRMSprop" of the program of Arora et al. 2019, α = 0.99, ε = 1e-4.
/// </summary>
/// <param name="Rate">The rate.</param>
/// <param name="Memory">α, in [0, 1); null for a constant rate.</param>
/// <param name="Epsilon">ε.</param>
public sealed record StepSize(double Rate, double? Memory = null, double Epsilon = 1e-4)
{
    /// <summary>The rate of step t, counted from 1.</summary>
    /// <param name="squaredNorm">‖g‖².</param>
    /// <param name="step">t.</param>
    /// <param name="average">v; 0 before the first step.</param>
    public double Next(double squaredNorm, long step, ref double average)
    {
        if (Memory is not { } memory) return Rate;
        average = (memory * average) + ((1 - memory) * squaredNorm);
        return Rate / (Math.Sqrt(average / (1 - Elementary.Power(memory, step))) + Epsilon);
    }
}
