using Occam.Experiments.Running;
using Occam.Formats.Files;
using Occam.Measures.Planning;
using Occam.Records;
using Occam.Training;

namespace Occam.Experiments.Trials;

/// <summary>One training under way: goes from milestone to milestone and is observed at each.</summary>
internal sealed class Trial(TrialPlan plan, double stopAccuracy, Trainer<float> trainer, Observer<float> train, Observer<float>? test)
{
    private readonly IReadOnlyList<long> _milestones = Milestones.For(plan.Settings.Steps);

    public TrialPlan Plan => plan;

    public Trainer<float> Trainer => trainer;

    /// <summary>How many milestones have been observed.</summary>
    public int Recorded { get; private set; }

    /// <summary>Whether the labels are fitted as far as asked, or every step is taken, and recorded.</summary>
    public bool Ended { get; private set; }

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
    public Observation Advance(IRunProgress progress, CancellationToken cancellation)
    {
        long target = _milestones[Recorded];
        while (trainer.StepsTaken < target)
        {
            cancellation.ThrowIfCancellationRequested();
            trainer.TakeStep();
            progress.Stepped(plan.Series, trainer.StepsTaken, plan.Settings.Steps);
        }

        cancellation.ThrowIfCancellationRequested();
        Observation observation = new(plan.Series, target, Measure());
        Note(observation);
        return observation;
    }

    private FileFormatException Mismatch(string expected, string got) =>
        new($"Resuming '{plan.Series}' from metrics.jsonl", $"{expected} next", got, "Remove the run folder to start again.");

    private void Note(Observation observation)
    {
        Recorded++;
        Ended = Recorded == _milestones.Count || observation.Values[MetricNames.TrainAccuracy] >= stopAccuracy;
    }

    private SortedDictionary<string, double> Measure()
    {
        SortedDictionary<string, double> values = new(StringComparer.Ordinal);
        foreach (Metric metric in train.Observe(trainer.Theta, trainer.State)) Add(values, MetricNames.Train(metric.Name), metric);
        if (test is null) return values;
        foreach (Metric metric in test.Observe(trainer.Theta, trainer.State)) Add(values, MetricNames.Test(metric.Name), metric);
        return values;
    }

    private static void Add(SortedDictionary<string, double> values, string name, Metric metric)
    {
        values[name] = metric.Value;
        if (metric.Error is { } error) values[$"{name}_error"] = error;
    }
}
