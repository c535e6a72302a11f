using Occam.Experiments.Settings;

namespace Occam.Experiments.Running;

/// <summary>What a person asked for.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Budget">How much it may spend.</param>
/// <param name="Seed">The root seed.</param>
/// <param name="Overrides">Settings that differ from the budget's defaults.</param>
/// <param name="RunsFolder">The folder that holds runs.</param>
public sealed record RunRequest(IExperiment Experiment, Budget Budget, ulong Seed, IReadOnlyDictionary<string, string> Overrides, string RunsFolder);
