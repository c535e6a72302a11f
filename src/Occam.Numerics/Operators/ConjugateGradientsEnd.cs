namespace Occam.Numerics.Operators;

/// <summary>Why conjugate gradients stopped.</summary>
public enum ConjugateGradientsEnd
{
    /// <summary>The residual is within the tolerance.</summary>
    Converged,

    /// <summary>The most iterations were made.</summary>
    MaximumIterations,

    /// <summary>A direction p with pᵀAp ≤ 0 was met: the matrix is not positive definite.</summary>
    NonPositiveCurvature,

    /// <summary>The recursion holds the residual to be within the tolerance, the measured one is not: rounding allows no more.</summary>
    Stagnated,
}
