using Occam.Networks.Architectures;

namespace Occam.Experiments.Trials;

/// <summary>A network before its input is known.</summary>
/// <param name="Model">The zoo name.</param>
/// <param name="Options">What is varied in it.</param>
/// <param name="Initializer">How its weights are drawn.</param>
public sealed record NetworkPlan(string Model, ModelOptions Options, string Initializer);
