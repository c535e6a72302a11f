using Occam.Experiments.Watching;
using Occam.Measures.Planning;
using Occam.Training;

namespace Occam.Experiments.Trials;

/// <summary>Everything that is measured of one training at a milestone: the probe, the test set, and what the plan watches beside.</summary>
internal sealed class TrialObserver(Observer<float> train, Observer<float>? test, IReadOnlyList<TrialWatch> watches)
{
    public IReadOnlyList<TrialWatch> Watches => watches;

    public SortedDictionary<string, double> Measure(Trainer<float> trainer, Trainer<float>? twin)
    {
        SortedDictionary<string, double> values = new(StringComparer.Ordinal);
        foreach (Metric metric in train.Observe(trainer.Theta, trainer.State)) Add(values, MetricNames.Train(metric.Name), metric);
        foreach (Metric metric in test?.Observe(trainer.Theta, trainer.State) ?? []) Add(values, MetricNames.Test(metric.Name), metric);
        foreach (TrialWatch watch in watches)
        {
            TrialPoint point = new(trainer.StepsTaken, trainer.Theta, trainer.State, twin?.Theta, values);
            foreach (Metric metric in watch.Observe(point).ToArray()) Add(values, metric.Name, metric);
        }

        return values;
    }

    private static void Add(SortedDictionary<string, double> values, string name, Metric metric)
    {
        values.Add(name, metric.Value);
        if (metric.Error is { } error) values.Add($"{name}_error", error);
    }
}
