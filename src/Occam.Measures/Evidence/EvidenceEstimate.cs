namespace Occam.Measures.Evidence;

/// <summary>A log evidence, in nats.</summary>
/// <param name="LogEvidence">ln p(y|x) by Laplace's approximation; NaN where an eigenvalue of n·H + λI is not positive.</param>
/// <param name="OccamFactor">½ Σ ln(eig_i(n·H + λI)/λ): what is paid for how finely the parameters had to be set; NaN likewise.</param>
/// <param name="Error">The standard error of both over random probes; 0 where every eigenvalue is known.</param>
/// <param name="NonPositive">How many eigenvalues, or Ritz values over all probes, of n·H + λI are not positive.</param>
/// <param name="Smallest">The smallest of them.</param>
public sealed record EvidenceEstimate(double LogEvidence, double OccamFactor, double Error, int NonPositive, double Smallest);
