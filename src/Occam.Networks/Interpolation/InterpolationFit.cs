namespace Occam.Networks.Interpolation;

/// <summary>What a network in closed form gives for its own examples.</summary>
/// <param name="Outputs">[example, output].</param>
/// <param name="LargestResidual">max |c(z_i) − y_i|.</param>
/// <param name="BackwardError">
/// max_i |c(z_i) − y_i| / (|A||w|)_i: the smallest relative change of A's entries that would make w exact (Oettli and Prager 1964). Forward
/// substitution promises at most about n·2⁻⁵³ (Higham 2002, Theorem 8.5).
/// </param>
public sealed record InterpolationFit(double[] Outputs, double LargestResidual, double BackwardError);
