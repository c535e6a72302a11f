using System.Text.Json;
using Occam.Formats.Files;
using Occam.Records.Json;

namespace Occam.Records;

/// <summary>
/// <c>metrics.jsonl</c>, open for appending: <c>{"series":"true","step":12,"values":{"loss":0.5}}</c> a line, metric names in ordinal
/// order. One writer at a time; any number of readers, without a lock. Safe to call from several threads, but the order of the lines is
/// the order of the calls, so a run that promises its bytes appends from one thread.
/// </summary>
public sealed class MetricsLog : IDisposable
{
    private readonly AppendOnlyFile file;

    internal MetricsLog(string path) => file = new AppendOnlyFile(path);

    /// <summary>Appends one observation; after the call the end of this process cannot lose it.</summary>
    /// <exception cref="FileFormatException">The disk is full or gone.</exception>
    public void Append(Observation observation) => file.AppendLine(Line(observation));

    /// <summary>Waits until the disk holds every line; call it before a checkpoint that relies on them.</summary>
    /// <exception cref="FileFormatException">The disk is full or gone.</exception>
    public void FlushToDisk() => file.FlushToDisk();

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    internal static string Line(Observation observation)
    {
        SortedDictionary<string, double> ordered = new(StringComparer.Ordinal);
        foreach ((string name, double value) in observation.Values)
            ordered.Add(name, value);
        return JsonSerializer.Serialize(observation with { Values = ordered }, LineContext.Default.Observation);
    }

    internal static IEnumerable<Observation> Read(string path)
    {
        long number = 0;
        foreach (string line in AppendOnlyFile.ReadLines(path))
            yield return RecordFile.ReadLine(path, ++number, line, LineContext.Default.Observation);
    }

    internal static void Replace(string path, IEnumerable<Observation> observations) => AtomicFile.WriteText(path, string.Concat(observations.Select(o => Line(o) + "\n")));

    /// <summary>Keeps the lines of the observations that are asked for, byte for byte, and rewrites the file at once.</summary>
    internal static void Keep(string path, Func<Observation, bool> keep)
    {
        long number = 0;
        List<string> kept = [];
        foreach (string line in AppendOnlyFile.ReadLines(path))
        {
            if (keep(RecordFile.ReadLine(path, ++number, line, LineContext.Default.Observation)))
                kept.Add(line + "\n");
        }
        if (kept.Count < number)
            AtomicFile.WriteText(path, string.Concat(kept));
    }
}
