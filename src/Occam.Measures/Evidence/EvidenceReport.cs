namespace Occam.Measures.Evidence;

/// <summary>The evidence at one point, both ways, and how far it can be trusted.</summary>
/// <param name="Precision">λ; NaN where there is none.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Grid">What the grid gave; null where none was searched.</param>
/// <param name="Hessian">With the whole Hessian.</param>
/// <param name="GaussNewton">With the Gauss-Newton matrix.</param>
/// <param name="Classes">K of the null model; null where the loss is of no classifier.</param>
/// <param name="Examples">n.</param>
/// <param name="IsExact">Whether every eigenvalue is known.</param>
/// <param name="GradientNorm">‖∇(n·L + λ‖w‖²/2)‖, zero at a stationary point.</param>
/// <param name="Gain">½ rᵀ(n·G + λI)⁻¹r with r that gradient: about the nats that descending to the stationary point gains; never too large.</param>
public sealed record EvidenceReport(
    double Precision, PrecisionSource Source, PrecisionChoice? Grid, EvidenceEstimate Hessian, EvidenceEstimate GaussNewton, int? Classes, int Examples, bool IsExact,
    double GradientNorm, double Gain)
{
    /// <summary>The gain up to which a point counts as stationary: a factor e of the evidence.</summary>
    public const double LargestGain = 1;

    /// <summary>Whether the gain is at most <see cref="LargestGain"/>.</summary>
    public bool IsStationary => Gain <= LargestGain;
}
