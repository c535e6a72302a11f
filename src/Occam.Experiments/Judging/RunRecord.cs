using Occam.Experiments.Trials;
using Occam.Records;

namespace Occam.Experiments.Judging;

/// <summary>What judging reads: the plan and the recorded observations, nothing else, so that it can be repeated from the run folder.</summary>
public sealed class RunRecord
{
    private readonly Dictionary<string, Curve> _curves;

    /// <summary>The record of these trainings.</summary>
    public RunRecord(LaboratoryPlan laboratory, IReadOnlyList<TrialPlan> trials, IEnumerable<Observation> observations)
    {
        (Laboratory, Trials) = (laboratory, trials);
        _curves = observations.GroupBy(o => o.Series).ToDictionary(g => g.Key, g => new Curve([.. g]));
    }

    /// <summary>What the trainings share.</summary>
    public LaboratoryPlan Laboratory { get; }

    /// <summary>The trainings, in the order of the plan.</summary>
    public IReadOnlyList<TrialPlan> Trials { get; }

    /// <summary>The observations of one training.</summary>
    public Curve this[TrialPlan trial] => _curves[trial.Series];

    /// <summary>The training of that name.</summary>
    public TrialPlan Trial(string series) => Trials.First(t => t.Series == series);
}
