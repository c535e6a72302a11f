using System.Diagnostics;
using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Numerics.Threading;
using Occam.Records;
using Occam.Records.Figures;
using Occam.Records.Json;
using Occam.Training.Checkpoints;

namespace Occam.Experiments.Running;

/// <summary>
/// Runs a prepared experiment in its folder: skips what is finished, continues what was interrupted, saves on cancellation. The trainings
/// take turns, milestone by milestone, so that they can be watched side by side.
/// </summary>
public sealed class ExperimentRun
{
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(5);
    private readonly PreparedRun _prepared;
    private readonly RunFolder _folder;
    private readonly string _hash;

    private ExperimentRun(PreparedRun prepared, RunFolder folder, RunState state) =>
        (_prepared, _folder, State, _hash) = (prepared, folder, state, CanonicalJson.Hash(prepared.Spec));

    /// <summary>What was there before.</summary>
    public RunState State { get; }

    /// <summary>The run's folder.</summary>
    public RunFolder Folder => _folder;

    /// <summary>Makes or finds the folder of a run.</summary>
    public static ExperimentRun Open(PreparedRun prepared)
    {
        RunFolder folder = RunFolder.OpenOrCreate(prepared.Request.RunsFolder, prepared.Request.Experiment.Id, prepared.Spec, out RunState state);
        return new ExperimentRun(prepared, folder, state);
    }

    /// <summary>Does what is left to do and returns the findings.</summary>
    /// <exception cref="OperationCanceledException">The run was interrupted; its state is saved and it can be resumed.</exception>
    public Findings Execute(Workers workers, IRunProgress progress, CancellationToken cancellation)
    {
        if (State == RunState.Finished) return _folder.ReadFindings();
        Stopwatch clock = Stopwatch.StartNew();
        _folder.WriteAbout(_prepared.Request.Experiment.About);
        progress.Phase("preparing");
        using (Laboratory laboratory = new(_prepared.Laboratory, _prepared.Trials, workers))
        {
            List<Trial> trials = [.. _prepared.Trials.Select(laboratory.Start)];
            Recall(trials);
            Train(trials, progress, clock, cancellation);
        }

        progress.Phase("judging");
        _folder.AppendTiming(new Timing("run", 0, clock.Elapsed.TotalSeconds));
        return Conclude();
    }

    private static string CheckpointName(Trial trial) => $"{trial.Plan.Series}.safetensors";

    private void Recall(List<Trial> trials)
    {
        Dictionary<string, long> steps = [];
        foreach (Trial trial in trials)
        {
            string path = _folder.CheckpointPath(CheckpointName(trial));
            if (!File.Exists(path)) continue;
            Checkpoint.Restore(path, trial.Trainer, Identity(trial));
            steps[trial.Plan.Series] = trial.Trainer.StepsTaken;
        }

        _folder.KeepMetrics(o => steps.TryGetValue(o.Series, out long last) && o.Step <= last);
        ILookup<string, Observation> recorded = _folder.ReadMetrics().ToLookup(o => o.Series);
        foreach (Trial trial in trials) trial.Recall(recorded[trial.Plan.Series]);
    }

    private string Identity(Trial trial) => $"{_hash}/{trial.Plan.Series}";

    private void Train(List<Trial> trials, IRunProgress progress, Stopwatch clock, CancellationToken cancellation)
    {
        TimeSpan saved = clock.Elapsed;
        using MetricsLog metrics = _folder.AppendMetrics();
        try
        {
            // Whoever is behind goes first, so that a resumed run writes its lines in the order of an uninterrupted one.
            while (trials.Where(t => !t.Ended).MinBy(t => t.Recorded) is { } trial)
            {
                Observation observation = trial.Advance(progress, cancellation);
                metrics.Append(observation);
                progress.Observed(observation.Series, observation.Step, observation.Values);
                if (trial.Ended) progress.Ended(observation.Series, observation.Step);
                if (clock.Elapsed - saved < CheckpointInterval) continue;
                Save(trials, metrics);
                saved = clock.Elapsed;
            }

            Save(trials, metrics);
        }
        catch (OperationCanceledException)
        {
            Save(trials, metrics);
            _folder.AppendTiming(new Timing("interrupted", 0, clock.Elapsed.TotalSeconds));
            throw;
        }
    }

    private void Save(List<Trial> trials, MetricsLog metrics)
    {
        metrics.FlushToDisk();
        foreach (Trial trial in trials) Checkpoint.Write(_folder.CheckpointPath(CheckpointName(trial)), trial.Trainer, Identity(trial));
    }

    private Findings Conclude()
    {
        List<Observation> ordered = [.. _folder.ReadMetrics()];
        RunRecord record = new(_prepared.Laboratory, _prepared.Trials, ordered);
        Conclusions conclusions = _prepared.Request.Experiment.Conclude(record);
        List<FigureEntry> figures = [];
        foreach (Figure figure in conclusions.Figures) figures.Add(_folder.WriteFigure(figure));
        Findings findings = new(
            _prepared.Request.Experiment.Id, _prepared.Request.Budget.ToString().ToLowerInvariant(), _prepared.Request.Seed, _hash,
            _folder.ReadTimings().Sum(t => t.Seconds), conclusions.Claims, conclusions.Tables, figures, conclusions.Published);
        _folder.WriteFindings(findings);
        return findings;
    }
}
