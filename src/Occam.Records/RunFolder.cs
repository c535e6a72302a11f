using System.Text.Json;
using System.Text.Json.Nodes;
using Occam.Formats.Files;
using Occam.Records.Figures;
using Occam.Records.Json;

namespace Occam.Records;

/// <summary>
/// The folder of one run, <c>runs/EXPERIMENT-HASH8/</c>, as docs/architecture.md lays it out. The hash is of the specification: equal
/// specifications share a folder. A kill at any moment leaves whole lines; a training loses what it did since its last checkpoint. Readers take no lock.
/// </summary>
public sealed class RunFolder
{
    private const string SpecFile = "spec.json", EnvironmentFile = "environment.json", AboutFile = "about.json", FindingsFile = "findings.json";
    private const string MetricsFile = "metrics.jsonl", TimingsFile = "timings.jsonl", ReportFile = "report.html";

    private RunFolder(string path) => FolderPath = path;

    /// <summary>Where the folder is.</summary>
    public string FolderPath { get; }

    /// <summary>Where the report goes.</summary>
    public string ReportPath => In(ReportFile);

    /// <summary>Whether the findings are there; they are written last.</summary>
    public bool IsFinished => File.Exists(In(FindingsFile));

    /// <summary>The name of the folder of a specification: the experiment, a dash, and the first eight digits of the hash.</summary>
    /// <param name="experiment">Id of the experiment.</param>
    /// <param name="spec">Everything that decides the numbers.</param>
    /// <exception cref="FileFormatException">The id cannot be the name of a folder, or the specification holds a number that has no canonical form.</exception>
    public static string NameOf(string experiment, JsonObject spec) => $"{RecordName.Safe(experiment, "an experiment")}-{CanonicalJson.Hash(spec)[..8]}";

    /// <summary>Makes the folder of a specification, or opens it if the same specification was started before.</summary>
    /// <param name="runs">The folder that holds runs.</param>
    /// <param name="experiment">Id of the experiment.</param>
    /// <param name="spec">Everything that decides the numbers, and nothing else.</param>
    /// <param name="state">Whether there is something to continue, or nothing left to do.</param>
    /// <exception cref="FileFormatException">The place cannot be written, or another specification is in the folder.</exception>
    public static RunFolder OpenOrCreate(string runs, string experiment, JsonObject spec, out RunState state)
    {
        ArgumentNullException.ThrowIfNull(runs);
        RunFolder folder = new(Path.Combine(runs, NameOf(experiment, spec)));
        byte[] canonical = CanonicalJson.Write(spec);
        string path = folder.In(SpecFile);
        if (!File.Exists(path))
        {
            AtomicFile.Write(path, canonical, static (stream, bytes) => stream.Write(bytes));
            state = RunState.New;
            return folder;
        }
        if (!RecordFile.ReadBytes(path).AsSpan().SequenceEqual(canonical))
            throw new FileFormatException($"Opening '{folder.FolderPath}'", "the specification of this run in spec.json", "another one", "Move the folder away, or use another --out.");
        state = folder.IsFinished ? RunState.Finished : RunState.Unfinished;
        return folder;
    }

    /// <summary>Opens the folder of a run that was made anywhere.</summary>
    /// <exception cref="FileFormatException">It is not the folder of a run.</exception>
    public static RunFolder Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        RunFolder folder = new(path);
        return File.Exists(folder.In(SpecFile))
            ? folder
            : throw new FileFormatException($"Opening '{path}'", "the folder of a run, with a spec.json in it", Directory.Exists(path) ? "a folder without one" : "nothing of that name", "Name a folder such as runs/explain-1a2b3c4d.");
    }

    /// <summary>Reads the specification; <c>sha256sum spec.json</c> gives its hash, because the file holds the canonical form.</summary>
    /// <exception cref="FileFormatException">The file is missing or damaged.</exception>
    public JsonObject ReadSpec() => RecordFile.ReadObject(In(SpecFile));

    /// <summary>Writes where the run is made.</summary>
    /// <exception cref="FileFormatException">The place cannot be written.</exception>
    public void WriteEnvironment(EnvironmentInfo environment) => WriteDocument(EnvironmentFile, JsonSerializer.Serialize(environment, RecordContext.Default.EnvironmentInfo));

    /// <summary>Reads where the run was made, or null when that was not written.</summary>
    /// <exception cref="FileFormatException">The file is damaged.</exception>
    public EnvironmentInfo? ReadEnvironment() => File.Exists(In(EnvironmentFile)) ? RecordFile.Read(In(EnvironmentFile), RecordContext.Default.EnvironmentInfo) : null;

    /// <summary>Writes the question behind the run.</summary>
    /// <exception cref="FileFormatException">The place cannot be written.</exception>
    public void WriteAbout(About about) => WriteDocument(AboutFile, JsonSerializer.Serialize(about, RecordContext.Default.About));

    /// <summary>Reads the question behind the run, or null when it was not written.</summary>
    /// <exception cref="FileFormatException">The file is damaged.</exception>
    public About? ReadAbout() => File.Exists(In(AboutFile)) ? RecordFile.Read(In(AboutFile), RecordContext.Default.About) : null;

    /// <summary>Writes the findings, and with them finishes the run; call it last.</summary>
    /// <exception cref="FileFormatException">The place cannot be written.</exception>
    public void WriteFindings(Findings findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        AtomicFile.WriteText(In(FindingsFile), findings.ToJson());
    }

    /// <summary>Reads the findings.</summary>
    /// <exception cref="FileFormatException">The run is not finished, or the file is damaged.</exception>
    public Findings ReadFindings() => RecordFile.Read(In(FindingsFile), RecordContext.Default.Findings).Checked(In(FindingsFile));

    /// <summary>Opens the metrics for appending; a torn last line is cut off.</summary>
    /// <exception cref="FileFormatException">The place cannot be written.</exception>
    public MetricsLog AppendMetrics() => new(In(MetricsFile));

    /// <summary>The observations that the file holds now, read as they are asked for; a torn last line is not shown, a missing file has none.</summary>
    /// <exception cref="FileFormatException">A line that is whole is damaged.</exception>
    public IEnumerable<Observation> ReadMetrics() => File.Exists(In(MetricsFile)) ? MetricsLog.Read(In(MetricsFile)) : [];

    /// <summary>Drops every observation for which <paramref name="keep"/> is false, so that a run resumed from a checkpoint writes the bytes of an uninterrupted one.</summary>
    /// <param name="keep">Whether the checkpoint had already seen the observation: its step is not beyond the checkpoint's in its series.</param>
    /// <exception cref="FileFormatException">A line is damaged, or the place cannot be written. The file is then as it was.</exception>
    public void KeepMetrics(Func<Observation, bool> keep)
    {
        ArgumentNullException.ThrowIfNull(keep);
        if (File.Exists(In(MetricsFile)))
            MetricsLog.Keep(In(MetricsFile), keep);
    }

    /// <summary>Puts other observations in the place of all, for example the same in another order.</summary>
    /// <exception cref="FileFormatException">The place cannot be written. The file is then as it was.</exception>
    public void ReplaceMetrics(IEnumerable<Observation> observations) => MetricsLog.Replace(In(MetricsFile), observations);

    /// <summary>Appends one timing.</summary>
    /// <exception cref="FileFormatException">The place cannot be written.</exception>
    public void AppendTiming(Timing timing)
    {
        using AppendOnlyFile file = new(In(TimingsFile));
        file.AppendLine(JsonSerializer.Serialize(timing, LineContext.Default.Timing));
    }

    /// <summary>The timings that the file holds now.</summary>
    /// <exception cref="FileFormatException">A line that is whole is damaged.</exception>
    public IEnumerable<Timing> ReadTimings() => File.Exists(In(TimingsFile))
        ? AppendOnlyFile.ReadLines(In(TimingsFile)).Select((line, index) => RecordFile.ReadLine(In(TimingsFile), index + 1, line, LineContext.Default.Timing))
        : [];

    /// <summary>Writes a figure's file.</summary>
    /// <returns>Its place in the findings.</returns>
    /// <exception cref="FileFormatException">The id cannot be the name of a file, or the place cannot be written.</exception>
    public FigureEntry WriteFigure(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        RecordName.Safe(figure.Id, "a figure");
        FigureEntry entry = figure.Entry();
        WriteDocument(entry.File, figure.ToJson());
        return entry;
    }

    /// <summary>Reads a figure's file: an object with <c>kind</c> "chart" or "images".</summary>
    /// <exception cref="FileFormatException">The entry names a file outside the folder of figures, or the file is missing or damaged.</exception>
    public JsonObject ReadFigure(FigureEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        string[] parts = entry.File.Split('/');
        if (parts is not ["figures", var name] || !RecordName.IsSafe(name) || !name.EndsWith(".json", StringComparison.Ordinal))
            throw RecordFile.Fault(In(FindingsFile), "figures named figures/NAME.json", $"'{entry.File}'");
        return RecordFile.ReadObject(In(entry.File));
    }

    /// <summary>Where an array of the run belongs: <c>arrays/NAME.npy</c>.</summary>
    /// <exception cref="FileFormatException">The name cannot be the name of a file.</exception>
    public string ArrayPath(string name) => In($"arrays/{RecordName.Safe(name, "an array")}.npy");

    /// <summary>Where a checkpoint of the run belongs: <c>checkpoints/NAME</c>.</summary>
    /// <exception cref="FileFormatException">The name cannot be the name of a file.</exception>
    public string CheckpointPath(string name) => In($"checkpoints/{RecordName.Safe(name, "a checkpoint")}");

    /// <summary>Where a network or a set of examples that the run leaves belongs: <c>models/NAME</c>.</summary>
    /// <exception cref="FileFormatException">The name cannot be the name of a file.</exception>
    public string ModelPath(string name) => In($"models/{RecordName.Safe(name, "a model")}");

    private string In(string name) => Path.Combine(FolderPath, name);

    private void WriteDocument(string name, string json) => AtomicFile.WriteText(In(name), json + "\n");
}
