using Occam.Experiments.Judging;
using Occam.Experiments.Trials;

namespace Occam.Experiments.Stability;

/// <summary>The record of a run by labels: the trainings on true and on random labels, replacement by replacement, each beside its twin.</summary>
internal sealed class TwinRecord
{
    private readonly Dictionary<string, StabilityBound> _bounds = [];

    /// <summary>Reads a run of <see cref="StabilityExperiment"/>.</summary>
    public TwinRecord(RunRecord record)
    {
        Record = record;
        True = [.. record.Trials.Where(t => t.Series.StartsWith(StabilityExperiment.TruePrefix, StringComparison.Ordinal))];
        Random = [.. record.Trials.Where(t => t.Series.StartsWith(StabilityExperiment.RandomPrefix, StringComparison.Ordinal))];
        int[] places = Exchange.Places(record.Laboratory.Seed.Derive("stability"), record.Laboratory.Data.Train.Count, True.Count);
        foreach (IReadOnlyList<TrialPlan> trials in (IReadOnlyList<TrialPlan>[])[True, Random])
        {
            for (int j = 0; j < trials.Count; j++) _bounds[trials[j].Series] = StabilityBound.Of(record, trials[j], places[j]);
        }
    }

    /// <summary>The whole record.</summary>
    public RunRecord Record { get; }

    /// <summary>The trainings on true labels.</summary>
    public IReadOnlyList<TrialPlan> True { get; }

    /// <summary>The trainings on random labels, in the same order of replacements.</summary>
    public IReadOnlyList<TrialPlan> Random { get; }

    /// <summary>The steps of the observations, the same for all trainings.</summary>
    public double[] Steps => Record[True[0]].Steps;

    /// <summary>The bound of a training.</summary>
    public StabilityBound Bound(TrialPlan trial) => _bounds[trial.Series];

    /// <summary>Test loss − training loss of a training at every observation.</summary>
    public double[] Gap(TrialPlan trial)
    {
        Curve curve = Record[trial];
        return [.. curve.Values(MetricNames.TestLoss).Zip(curve.Values(MetricNames.TrainLoss), (test, train) => test - train)];
    }

    /// <summary>δ_t / ‖θ_t − θ_0‖ of a training at every observation.</summary>
    public double[] RelativeDistance(TrialPlan trial)
    {
        Curve curve = Record[trial];
        return [.. curve.Values(StabilityNames.TwinDistance).Zip(curve.Values(StabilityNames.Travelled), (distance, travelled) => distance / travelled)];
    }

    /// <summary>One recorded value of a training at every observation.</summary>
    public Func<TrialPlan, double[]> Values(string metric) => trial => Record[trial].Values(metric);

    /// <summary>Something of every training, at its last observation.</summary>
    public static double[] Last(IReadOnlyList<TrialPlan> trials, Func<TrialPlan, double[]> values) => [.. trials.Select(t => values(t)[^1])];
}
