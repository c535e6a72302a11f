namespace Occam.Numerics.Operators;

/// <summary>What the random vectors of a trace estimate are drawn from.</summary>
public enum ProbeDistribution
{
    /// <summary>Signs ±1: the smallest variance of zᵀAz among independent elements, 2·Σ_{i≠j} a[i,j]².</summary>
    Rademacher,

    /// <summary>Standard normal: variance 2·‖A‖_F², the same in every basis.</summary>
    Normal,
}
