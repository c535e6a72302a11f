namespace Occam.Numerics.Dense;

/// <summary>Σ_i Weights[i]·f(Nodes[i]), the quadrature of Gauss that belongs to a tridiagonal matrix.</summary>
/// <param name="Nodes">The eigenvalues, ascending.</param>
/// <param name="Weights">The squares of the first components of the eigenvectors of length 1; their sum is 1.</param>
public sealed record QuadratureRule(double[] Nodes, double[] Weights);
