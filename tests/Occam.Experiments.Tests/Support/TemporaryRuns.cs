using Occam.Experiments.Running;
using Occam.Experiments.Settings;
using Occam.Numerics.Threading;
using Occam.Records;

namespace Occam.Experiments.Tests.Support;

/// <summary>A folder for runs of a tiny network on a hundred images, or of tiny matrices, gone when the test is over.</summary>
internal sealed class TemporaryRuns : IDisposable
{
    private static readonly Dictionary<string, string> Tiny = new()
    {
        ["train"] = "100",
        ["test"] = "50",
        ["model"] = "mlp:8",
        ["steps"] = "60",
        ["batch-size"] = "20",
        ["warm-up"] = "5",
        ["chunk"] = "30",
        ["size"] = "12",
        ["observed"] = "60,100",
        ["path-steps"] = "60",
    };

    public string Path { get; } = Directory.CreateTempSubdirectory("occam-runs-").FullName;

    public static PreparedRun Prepare(string path, string experiment = "explain", ulong seed = 1, params (string Key, string Value)[] settings) =>
        Prepare(path, ExperimentCatalog.Find(experiment), seed, settings);

    public static PreparedRun Prepare(string path, IExperiment experiment, ulong seed = 1, params (string Key, string Value)[] settings)
    {
        Dictionary<string, string> overrides = new(Tiny.Where(t => experiment.Settings.Any(s => s.Key == t.Key)));
        foreach ((string key, string value) in settings) overrides[key] = value;
        return RunPreparation.Prepare(new RunRequest(experiment, Budget.Smoke, seed, overrides, path));
    }

    /// <summary>Runs one as a whole, the other with an interruption at a step and <paramref name="meanwhile"/> before it goes on; both must leave the same bytes.</summary>
    public static void InterruptedEndsTheSame(PreparedRun whole, PreparedRun cut, int step, Action<RunFolder>? meanwhile = null)
    {
        ExecuteSaving(whole, new Watcher());
        using CancellationTokenSource source = new();
        Watcher watcher = new(at =>
        {
            if (at == step) source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => ExecuteSaving(cut, watcher, source.Token));
        meanwhile?.Invoke(ExperimentRun.Open(cut).Folder);
        ExecuteSaving(cut, new Watcher());
        Assert.Equal(Bytes(whole), Bytes(cut));
    }

    /// <summary>Executes with checkpoints so often that an interruption falls between them at any step.</summary>
    public static void ExecuteSaving(PreparedRun prepared, IRunProgress progress, CancellationToken cancellation = default)
    {
        using Workers workers = new(1);
        ExperimentRun.Open(prepared, TimeSpan.FromMilliseconds(20)).Execute(workers, progress, cancellation);
    }

    /// <summary>The same run in another place: what is prepared does not depend on the folder.</summary>
    public PreparedRun Here(PreparedRun prepared, string name) => prepared with { Request = prepared.Request with { RunsFolder = System.IO.Path.Combine(Path, name) } };

    public static Findings Execute(PreparedRun prepared, IRunProgress progress, int threads = 1, CancellationToken cancellation = default)
    {
        using Workers workers = new(threads);
        return ExperimentRun.Open(prepared).Execute(workers, progress, cancellation);
    }

    /// <summary>Every file that promises its bytes: metrics, checkpoints, figures and the specification.</summary>
    public static Dictionary<string, string> Bytes(PreparedRun prepared)
    {
        string folder = ExperimentRun.Open(prepared).Folder.FolderPath;
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => (Name: System.IO.Path.GetRelativePath(folder, file).Replace('\\', '/'), File: file))
            .Where(f => f.Name is not ("timings.jsonl" or "findings.json"))
            .OrderBy(f => f.Name, StringComparer.Ordinal)
            .ToDictionary(f => f.Name, f => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f.File))));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
