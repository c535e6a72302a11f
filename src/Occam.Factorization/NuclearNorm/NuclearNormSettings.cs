namespace Occam.Factorization.NuclearNorm;

/// <summary>How closely the least nuclear norm is sought.</summary>
/// <param name="Tolerance">How far an entry may lie from its observation, at least 0. Arora et al. 2019 allow 1e-3.</param>
/// <param name="RelativeGap">The proven gap at which the search ends.</param>
/// <param name="MostIterations">Where it ends in any case.</param>
public sealed record NuclearNormSettings(double Tolerance = 1e-3, double RelativeGap = 1e-5, int MostIterations = 5000);
