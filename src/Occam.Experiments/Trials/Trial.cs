using Occam.Experiments.Running;
using Occam.Measures.Planning;
using Occam.Records;
using Occam.Training;

namespace Occam.Experiments.Trials;

/// <summary>One training under way: goes from milestone to milestone and is observed at each.</summary>
internal sealed class Trial(TrialPlan plan, double stopAccuracy, Trainer<float> trainer, Observer<float> train, Observer<float>? test)
{
    private readonly IReadOnlyList<long> _milestones = Milestones.For(plan.Settings.Steps);
    private int _recorded;

    public TrialPlan Plan => plan;

    public Trainer<float> Trainer => trainer;

    /// <summary>Whether the labels are fitted as far as asked, or every step is taken, and recorded.</summary>
    public bool Ended { get; private set; }

    /// <summary>Takes note of what was recorded before an interruption.</summary>
    /// <returns>Whether the records are those of a training that stands where this one does.</returns>
    public bool Recall(IEnumerable<Observation> recorded)
    {
        foreach (Observation observation in recorded)
        {
            if (Ended || observation.Step != _milestones[_recorded] || !observation.Values.ContainsKey(MetricNames.TrainAccuracy)) return false;
            Note(observation);
        }

        long last = _recorded == 0 ? 0 : _milestones[_recorded - 1], next = Ended ? last : _milestones[_recorded];
        return trainer.StepsTaken >= last && trainer.StepsTaken <= next;
    }

    /// <summary>Goes to the next milestone and observes.</summary>
    public Observation Advance(IRunProgress progress, CancellationToken cancellation)
    {
        long target = _milestones[_recorded];
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

    private void Note(Observation observation)
    {
        _recorded++;
        Ended = _recorded == _milestones.Count || observation.Values[MetricNames.TrainAccuracy] >= stopAccuracy;
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
