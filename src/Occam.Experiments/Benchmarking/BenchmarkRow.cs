using Occam.Numerics.Threading;

namespace Occam.Experiments.Benchmarking;

/// <summary>One row of the table of speed goals.</summary>
/// <param name="Id">The name, also that of the peer's program.</param>
/// <param name="Work">What is timed.</param>
/// <param name="Goal">The goal, in words.</param>
/// <param name="IsOverhead">Whether the row compares two of Occam's own steps (lower is better) instead of a peer's time with Occam's (higher is better).</param>
/// <param name="Measure">Times Occam with these workers for about that many seconds.</param>
public sealed record BenchmarkRow(string Id, string Work, string Goal, bool IsOverhead, Func<Workers, double, OwnResult> Measure);
