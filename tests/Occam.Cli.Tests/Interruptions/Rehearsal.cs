using Occam.Cli.Tests.Support;
using Occam.Experiments;
using Occam.Experiments.Running;
using Occam.Experiments.Settings;
using Occam.Numerics.Threading;

namespace Occam.Cli.Tests.Interruptions;

/// <summary>A tiny run inside the test's process, which can be stopped at any step and watched at any moment.</summary>
internal static class Rehearsal
{
    private static readonly Lazy<PreparedRun> Prepared = new(() =>
    {
        Dictionary<string, string> settings = Tiny.Settings.Select(s => s.Split('=')).ToDictionary(p => p[0], p => p[1]);
        return RunPreparation.Prepare(new RunRequest(ExperimentCatalog.Find("explain"), Budget.Smoke, 7, settings, ""));
    });

    public static string Run(string runs, IRunProgress? progress = null, CancellationToken cancellation = default)
    {
        PreparedRun prepared = Prepared.Value with { Request = Prepared.Value.Request with { RunsFolder = runs } };

        // A checkpoint in every turn, so that each moment has one to go on from.
        ExperimentRun run = ExperimentRun.Open(prepared, TimeSpan.Zero);
        using Workers workers = new(1);
        run.Execute(workers, progress ?? new Watcher(), cancellation);
        return run.Folder.FolderPath;
    }

    /// <summary>Does what a test asks at every step and at every observation.</summary>
    internal sealed class Watcher(Action? atStep = null, Action? atObservation = null) : IRunProgress
    {
        public void Phase(string description)
        {
        }

        public void Stepped(string series, long step, long steps) => atStep?.Invoke();

        public void Computed(string computation, long done, long of)
        {
        }

        public void Observed(string series, long step, IReadOnlyDictionary<string, double> values) => atObservation?.Invoke();

        public void Ended(string series, long step)
        {
        }
    }
}
