namespace Occam.Numerics.Operators;

/// <summary>The density of eigenvalues, smoothed by a normal density; its integral over all numbers is 1.</summary>
/// <param name="Grid">Where the density is given, ascending and evenly spaced.</param>
/// <param name="Density">Its values, per unit of eigenvalue.</param>
/// <param name="Error">The standard error over probes at each place; NaN for one probe.</param>
/// <param name="Width">The standard deviation σ of the smoothing: features narrower than it are not seen.</param>
/// <param name="Probes">How many probes.</param>
/// <param name="Products">How many products with the operator were made.</param>
public sealed record SpectralDensity(double[] Grid, double[] Density, double[] Error, double Width, int Probes, int Products);
