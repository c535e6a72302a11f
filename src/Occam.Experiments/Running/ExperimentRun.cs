using System.Diagnostics;
using System.Globalization;
using Occam.Experiments.Computing;
using Occam.Experiments.Judging;
using Occam.Experiments.Models;
using Occam.Experiments.Trials;
using Occam.Formats.Files;
using Occam.Networks.Passes;
using Occam.Numerics.Threading;
using Occam.Records;
using Occam.Records.Figures;
using Occam.Records.Json;

namespace Occam.Experiments.Running;

/// <summary>
/// Runs a prepared experiment in its folder: skips what is finished, continues what was interrupted, saves on cancellation. The trainings
/// take turns, milestone by milestone, so that they can be watched side by side.
/// </summary>
public sealed class ExperimentRun
{
    private readonly PreparedRun _prepared;
    private readonly RunFolder _folder;
    private readonly RunArrays _arrays;
    private readonly TimeSpan _checkpointInterval;
    private readonly string _hash;

    private ExperimentRun(PreparedRun prepared, RunFolder folder, RunState state, TimeSpan checkpointInterval) =>
        (_prepared, _folder, _arrays, State, _checkpointInterval, _hash) = (prepared, folder, new RunArrays(folder), state, checkpointInterval, CanonicalJson.Hash(prepared.Spec));

    /// <summary>The most that a kill costs, but for one step or one observation.</summary>
    public static TimeSpan DefaultCheckpointInterval { get; } = TimeSpan.FromSeconds(5);

    /// <summary>What was there before.</summary>
    public RunState State { get; }

    /// <summary>The run's folder.</summary>
    public RunFolder Folder => _folder;

    /// <summary>Makes or finds the folder of a run, which saves every <see cref="DefaultCheckpointInterval"/>.</summary>
    public static ExperimentRun Open(PreparedRun prepared) => Open(prepared, DefaultCheckpointInterval);

    /// <summary>Makes or finds the folder of a run.</summary>
    /// <param name="prepared">The run.</param>
    /// <param name="checkpointInterval">The least time between two checkpoints; it decides no number.</param>
    public static ExperimentRun Open(PreparedRun prepared, TimeSpan checkpointInterval)
    {
        RunFolder folder = RunFolder.OpenOrCreate(prepared.Request.RunsFolder, prepared.Request.Experiment.Id, prepared.Spec, out RunState state);
        return new ExperimentRun(prepared, folder, state, checkpointInterval);
    }

    /// <summary>Does what is left to do and returns the findings.</summary>
    /// <exception cref="OperationCanceledException">The run was interrupted; its state is saved and it can be resumed.</exception>
    /// <exception cref="FileFormatException">The folder cannot be written, another program works there, or what is in it does not fit together.</exception>
    public Findings Execute(Workers workers, IRunProgress progress, CancellationToken cancellation)
    {
        if (State == RunState.Finished) return _folder.ReadFindings();
        using RunClaim claim = RunClaim.Take(_folder);
        Stopwatch clock = Stopwatch.StartNew();
        _folder.WriteAbout(About());
        _prepared.Shared?.Network.File?.Architecture?.CopyTo(_folder.ModelPath(ArchitectureFile.CopyName));
        progress.Phase("preparing");
        if (_prepared.Shared is { } plan) Work(plan, workers, progress, clock, cancellation);
        else Compute([], workers, progress, clock, cancellation);

        progress.Phase("judging");
        _folder.AppendTiming(new Timing("run", 0, clock.Elapsed.TotalSeconds));
        return Conclude();
    }

    /// <summary>What the experiment asks, of which network and data, and what to know of a network out of a file.</summary>
    private About About()
    {
        IExperiment experiment = _prepared.Request.Experiment;
        if (_prepared.Shared is not { Network: { } network, Data: { } data }) return experiment.About;
        string test = data.Test is null ? "" : string.Create(CultureInfo.InvariantCulture, $", {data.Test.Count:N0} for testing");
        return experiment.About with
        {
            Explanation = network.Notes.Count == 0 ? experiment.About.Explanation : $"{experiment.About.Explanation}\n\n{string.Join(' ', network.Notes)}",
            Network = experiment.UsesModel ? network.Title : null,
            Data = string.Create(CultureInfo.InvariantCulture, $"{data.Info.Name}: {data.Train.Count:N0} for training{test}"),
        };
    }

    private void Work(LaboratoryPlan plan, Workers workers, IRunProgress progress, Stopwatch clock, CancellationToken cancellation)
    {
        using Laboratory laboratory = new(plan, _prepared.Trials, workers);
        List<Trial> trials = [.. _prepared.Trials.Select(laboratory.Start)];
        Recall(trials);
        Train(trials, progress, clock, cancellation);
        _arrays.Keep(trials);
        Compute(trials.ToDictionary(t => t.Plan.Series, t => (t.Trainer.Theta, t.Trainer.State, laboratory.Measuring(t.Plan))), workers, progress, clock, cancellation);
    }

    private void Recall(List<Trial> trials)
    {
        // A line may be newer than the checkpoint: it is measured again, because the watches of the checkpoint have not seen it.
        Dictionary<string, int> left = trials.ToDictionary(t => t.Plan.Series, t => t.Load(_folder.CheckpointPath, Identity(t)));
        _folder.KeepMetrics(o => left.ContainsKey(o.Series) && left[o.Series]-- > 0);
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
                Observation observation = trial.Advance(progress, SaveInTime, cancellation);
                metrics.Append(observation);
                progress.Observed(observation.Series, observation.Step, observation.Values);
                if (trial.Ended) progress.Ended(observation.Series, observation.Step);
                SaveInTime();
            }

            Save(trials, metrics);
        }
        catch (OperationCanceledException)
        {
            Save(trials, metrics);
            _folder.AppendTiming(new Timing("interrupted", 0, clock.Elapsed.TotalSeconds));
            throw;
        }

        void SaveInTime()
        {
            if (clock.Elapsed - saved < _checkpointInterval) return;
            Save(trials, metrics);
            saved = clock.Elapsed;
        }
    }

    private void Compute(
        Dictionary<string, (float[] Theta, float[] State, NetworkPasses<float> Passes)> trained, Workers workers, IRunProgress progress, Stopwatch clock, CancellationToken cancellation)
    {
        try
        {
            foreach (Computation computation in _prepared.Plan.Computations.Where(c => !_arrays.Holds(c)))
            {
                cancellation.ThrowIfCancellationRequested();
                progress.Phase(computation.Name);
                HashSet<string> states = [];
                ComputationSite site = new(
                    _prepared.Shared, workers, trained, (name, result) => _arrays.Read($"{name}-{result}"), name => StatePath(computation, name, states),
                    (done, of) => progress.Computed(computation.Name, done, of), cancellation);
                _arrays.Keep(computation, computation.Compute(site));
                foreach (string state in states) File.Delete(state);
            }
        }
        catch (OperationCanceledException)
        {
            _folder.AppendTiming(new Timing("interrupted", 0, clock.Elapsed.TotalSeconds));
            throw;
        }
    }

    private string StatePath(Computation computation, string name, HashSet<string> states)
    {
        string path = _folder.CheckpointPath($"{computation.Name}-{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        states.Add(path);
        return path;
    }

    /// <summary>The order of a run that was never interrupted: after an interruption the trainings may have gone on out of step.</summary>
    private List<Observation> InTurn(List<Observation> recorded)
    {
        ILookup<string, Observation> bySeries = recorded.ToLookup(o => o.Series);
        return [.. _prepared.Trials.SelectMany(trial => bySeries[trial.Series].Select((observation, turn) => (observation, turn))).OrderBy(p => p.turn).Select(p => p.observation)];
    }

    private void WriteModel(ModelFile model)
    {
        string path = _folder.ModelPath(model.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        model.Write(path);
    }

    private void Save(List<Trial> trials, MetricsLog metrics)
    {
        metrics.FlushToDisk();
        foreach (Trial trial in trials) trial.Save(_folder.CheckpointPath, Identity(trial));
    }

    private Findings Conclude()
    {
        List<Observation> recorded = [.. _folder.ReadMetrics()], ordered = InTurn(recorded);
        if (!ordered.SequenceEqual(recorded)) _folder.ReplaceMetrics(ordered);
        RunRecord record = new(_prepared.Shared, _prepared.Trials, ordered, _arrays.Read);
        Conclusions conclusions = _prepared.Request.Experiment.Conclude(record);
        foreach (ModelFile model in conclusions.Models) WriteModel(model);
        List<FigureEntry> figures = [];
        foreach (Figure figure in conclusions.Figures) figures.Add(_folder.WriteFigure(figure));
        Findings findings = new(
            _prepared.Request.Experiment.Id, _prepared.Request.Budget.ToString().ToLowerInvariant(), _prepared.Request.Seed, _hash,
            _folder.ReadTimings().Sum(t => t.Seconds), conclusions.Claims, conclusions.Tables, figures, conclusions.Published);
        _folder.WriteFindings(findings);
        return findings;
    }
}
