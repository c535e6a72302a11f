namespace Occam.Numerics.Operators;

/// <summary>What <see cref="Lanczos"/> found.</summary>
/// <param name="Largest">Descending.</param>
/// <param name="Smallest">Ascending.</param>
/// <param name="Converged">Whether every pair's measured residual is within the tolerance.</param>
/// <param name="Chains">How often a start vector was needed: more than 1 if the Krylov spaces before the last were invariant.</param>
/// <param name="Steps">The dimension of the space that was searched.</param>
/// <param name="Products">How many products were made, one a step and one for each certificate.</param>
public sealed record LanczosResult(IReadOnlyList<RitzPair> Largest, IReadOnlyList<RitzPair> Smallest, bool Converged, int Chains, int Steps, int Products);
