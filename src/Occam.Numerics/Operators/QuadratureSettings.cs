namespace Occam.Numerics.Operators;

/// <summary>What <see cref="StochasticLanczosQuadrature"/> spends.</summary>
public sealed record QuadratureSettings
{
    /// <summary>How many random vectors; their spread gives the standard errors.</summary>
    public int Probes { get; init; } = 10;

    /// <summary>Lanczos steps for each probe, so Probes × Steps products; the rule is exact for polynomials of degree 2·Steps − 1.</summary>
    public int Steps { get; init; } = 80;

    /// <summary>What the probes are drawn from.</summary>
    public ProbeDistribution Distribution { get; init; } = ProbeDistribution.Rademacher;
}
