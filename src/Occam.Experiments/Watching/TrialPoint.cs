namespace Occam.Experiments.Watching;

/// <summary>A training at a milestone.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Theta">The parameters; to be read only.</param>
/// <param name="State">The statistics of the normalizations; to be read only.</param>
/// <param name="Twin">The parameters of the twin, or null where the training has none.</param>
/// <param name="Values">What has been measured at this milestone so far, by its name in records.</param>
public sealed record TrialPoint(long Step, float[] Theta, float[] State, float[]? Twin, IReadOnlyDictionary<string, double> Values);
