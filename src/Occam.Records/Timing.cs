namespace Occam.Records;

/// <summary>How long a part of the run took: one line of <c>timings.jsonl</c>, which is kept apart because it differs from run to run.</summary>
/// <param name="Phase">What was timed.</param>
/// <param name="Step">Number of parameter updates before it.</param>
/// <param name="Seconds">Wall-clock seconds.</param>
public sealed record Timing(string Phase, long Step, double Seconds);
