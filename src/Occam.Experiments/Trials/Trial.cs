using Occam.Experiments.Running;
using Occam.Experiments.Watching;
using Occam.Formats.Files;
using Occam.Numerics.Errors;
using Occam.Records;
using Occam.Training;
using Occam.Training.Checkpoints;

namespace Occam.Experiments.Trials;

/// <summary>One training under way, with its twin if it has one: goes from milestone to milestone and is observed at each.</summary>
internal sealed class Trial(TrialPlan plan, double stopAccuracy, Trainer<float> trainer, Trainer<float>? twin, TrialObserver observer, IReadOnlyDictionary<string, string> description)
{
    private const string RecordedNote = "recorded";
    private readonly IReadOnlyList<long> _milestones = Milestones.For(plan.Settings.Steps);

    public TrialPlan Plan => plan;

    public Trainer<float> Trainer => trainer;

    /// <summary>How many milestones have been observed.</summary>
    public int Recorded { get; private set; }

    /// <summary>Whether the labels are fitted as far as asked, or every step is taken, and recorded.</summary>
    public bool Ended { get; private set; }

    /// <summary>What the watches leave for judging.</summary>
    public IEnumerable<NamedArray> Arrays => observer.Watches.SelectMany(w => w.Arrays);

    /// <summary>Writes the training, what its watches remember, and after it the twin, which is therefore never ahead.</summary>
    public void Save(Func<string, string> path, string identity)
    {
        IEnumerable<CheckpointNote> notes = observer.Watches.SelectMany((watch, w) => watch.State.Select(a => new CheckpointNote($"{w}.{a.Name}", a.Values)));
        Checkpoint.Write(path($"{plan.Series}.safetensors"), trainer, identity, description, [new CheckpointNote(RecordedNote, [Recorded]), .. notes]);
        if (twin is not null) Checkpoint.Write(path($"{plan.Series}-twin.safetensors"), twin, $"{identity}-twin", description);
    }

    /// <summary>Goes back to where the training was saved, and returns how many observations what the watches remember includes.</summary>
    public int Load(Func<string, string> path, string identity)
    {
        if (!File.Exists(path($"{plan.Series}.safetensors"))) return 0;
        IReadOnlyList<CheckpointNote> notes = Checkpoint.Restore(path($"{plan.Series}.safetensors"), trainer, identity);
        for (int w = 0; w < observer.Watches.Count; w++)
        {
            string prefix = $"{w}.";
            observer.Watches[w].Restore([.. notes.Where(n => n.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(n => new NamedArray(n.Name[prefix.Length..], n.Values))]);
        }

        int recorded = (int)(notes.FirstOrDefault(n => n.Name == RecordedNote)?.Values[0] ?? 0);
        if (twin is null) return recorded;
        if (File.Exists(path($"{plan.Series}-twin.safetensors"))) Checkpoint.Restore(path($"{plan.Series}-twin.safetensors"), twin, $"{identity}-twin");
        while (twin.StepsTaken < trainer.StepsTaken) twin.TakeStep();
        return recorded;
    }

    /// <summary>Takes note of what was recorded before an interruption.</summary>
    /// <exception cref="FileFormatException">The record does not fit the milestones or the checkpoint, so what is missing cannot be measured any more.</exception>
    public void Recall(IEnumerable<Observation> recorded)
    {
        foreach (Observation observation in recorded)
        {
            if (Ended || observation.Step != _milestones[Recorded])
                throw Mismatch(Ended ? "nothing" : $"step {_milestones[Recorded]}", $"step {observation.Step}");
            if (!observation.Values.ContainsKey(MetricNames.TrainAccuracy))
                throw Mismatch($"step {observation.Step} with {MetricNames.TrainAccuracy}", "one without");
            Note(observation);
        }

        if (!Ended && trainer.StepsTaken > _milestones[Recorded]) throw Mismatch($"step {_milestones[Recorded]}", $"nothing before the checkpoint at step {trainer.StepsTaken}");
    }

    /// <summary>Goes to the next milestone and observes.</summary>
    /// <param name="progress">Whoever watches.</param>
    /// <param name="betweenSteps">Called after every step, when the training can be saved.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <exception cref="NumericalException">The training has diverged.</exception>
    public Observation Advance(IRunProgress progress, Action betweenSteps, CancellationToken cancellation)
    {
        long target = _milestones[Recorded];
        while (trainer.StepsTaken < target)
        {
            cancellation.ThrowIfCancellationRequested();
            trainer.TakeStep();
            twin?.TakeStep();
            progress.Stepped(plan.Series, trainer.StepsTaken, plan.Settings.Steps);
            betweenSteps();
        }

        cancellation.ThrowIfCancellationRequested();
        Observation observation = new(plan.Series, target, observer.Measure(trainer, twin));
        DemandFinite(observation);
        Note(observation);
        return observation;
    }

    private FileFormatException Mismatch(string expected, string got) =>
        new($"Resuming '{plan.Series}' from metrics.jsonl", $"{expected} next", got, "Remove the run folder to start again.");

    /// <summary>Parameters that left the finite numbers in the last step before an observation have no loss to show it in training.</summary>
    private void DemandFinite(Observation observation)
    {
        double loss = observation.Values[MetricNames.TrainLoss];
        if (!double.IsFinite(loss))
        {
            // One of the next batches finds the layer.
            for (int i = 0; i < trainer.StepsPerEpoch; i++) trainer.TakeStep();
            throw new NumericalException(
                $"Training '{plan.Series}' at step {observation.Step}", "a finite training loss", $"{loss}",
                $"Try a learning rate below {plan.Settings.Optimizer.LearningRate}, a warm-up, or a normalization.");
        }
    }

    private void Note(Observation observation)
    {
        Recorded++;
        Ended = Recorded == _milestones.Count || observation.Values[MetricNames.TrainAccuracy] >= stopAccuracy;
    }
}
