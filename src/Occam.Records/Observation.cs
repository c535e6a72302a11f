namespace Occam.Records;

/// <summary>The measured values of one series at one step: one line of <c>metrics.jsonl</c>. Nothing in it depends on the clock or the machine.</summary>
/// <param name="Series">Which of the run's trainings: "true", "random".</param>
/// <param name="Step">Number of parameter updates before the observation.</param>
/// <param name="Values">Value by metric name; a standard error is beside its value as NAME_error. NaN and infinities are legal.</param>
public sealed record Observation(string Series, long Step, IReadOnlyDictionary<string, double> Values);
