namespace Occam.Measures.Evidence;

/// <summary>Where the posterior is expanded.</summary>
/// <param name="Examples">n.</param>
/// <param name="MeanLoss">L, the mean over the examples of −ln p(y|x, w), in nats.</param>
/// <param name="SquaredNorm">‖w‖² of the parameters that have the prior.</param>
public sealed record LaplacePoint(int Examples, double MeanLoss, double SquaredNorm);
