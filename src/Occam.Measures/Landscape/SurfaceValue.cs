namespace Occam.Measures.Landscape;

/// <summary>What a network does at one point.</summary>
/// <param name="Loss">The mean loss in nats; not finite where the network's outputs are not.</param>
/// <param name="Accuracy">The fraction of right answers.</param>
public readonly record struct SurfaceValue(double Loss, double Accuracy);
