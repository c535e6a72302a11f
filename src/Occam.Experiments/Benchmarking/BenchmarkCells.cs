using System.Globalization;

namespace Occam.Experiments.Benchmarking;

/// <summary>One row of the benchmark table as text.</summary>
public static class BenchmarkCells
{
    /// <summary>Row, threads, Occam's time, what it is compared with, the ratio and the goal.</summary>
    public static string[] Of(BenchmarkRow row, int threads, OwnResult own, Peer? peer, double seconds)
    {
        string time = Time(own.Time) + (own.FloatingPointOperations > 0 ? Invariant($", {own.FloatingPointOperations / own.Time.Median / 1e9:0} GFLOP/s") : "");
        if (own.Peak > 0) time += Invariant($", {own.FloatingPointOperations / own.Time.Median / own.Peak:0 %} of a peak of {own.Peak / 1e9:0}");
        if (!row.IsOverhead && own.Plain is { } step) time += Invariant($", {own.Time.Median / step.Median:0.0} plain steps of {Time(step)}");
        string[] head = [row.Id, threads.ToString(CultureInfo.InvariantCulture), time];
        if (row.IsOverhead && own.Plain is { } plain) return [.. head, $"plain {Time(plain)}", Invariant($"{own.Time.Median / plain.Median:0.000}× the time"), row.Goal];
        if (peer is null) return [.. head, "–", "–", row.Goal];
        (Measurement? other, string problem) = peer.Measure(row.Id, threads, seconds);
        if (other is null) return [.. head, $"no peer: {problem}", "–", row.Goal];
        return [.. head, $"{Time(other)}, {other.Setting}", Invariant($"{other.Median / own.Time.Median:0.00}× the speed"), row.Goal];
    }

    private static string Time(Measurement time) => Invariant($"{1e3 * time.Median:0.00} ms [{1e3 * time.Minimum:0.00}]");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
