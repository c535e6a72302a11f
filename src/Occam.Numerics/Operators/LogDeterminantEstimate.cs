namespace Occam.Numerics.Operators;

/// <summary>ln det(A + shift·I) from random probes.</summary>
/// <param name="Value">The estimate; NaN if a shifted Ritz value is not positive: then the matrix is not positive definite.</param>
/// <param name="Error">The standard error over probes; it knows nothing of the bias of too few Lanczos steps.</param>
/// <param name="NonPositive">How many shifted Ritz values, over all probes, are not positive.</param>
/// <param name="Smallest">The smallest shifted Ritz value.</param>
/// <param name="Probes">How many probes.</param>
/// <param name="Products">How many products with the operator were made.</param>
public sealed record LogDeterminantEstimate(double Value, double Error, int NonPositive, double Smallest, int Probes, int Products);
