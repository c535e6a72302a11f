using Occam.Experiments.Judging;
using Occam.Experiments.Trials;

namespace Occam.Experiments.Regularization;

/// <summary>The trainings of one network, found by their labels and regularizers.</summary>
internal sealed class RegularizationGrid(RunRecord record, IReadOnlyList<TrialPlan> trials)
{
    /// <summary>One grid a network, in the order of the plan.</summary>
    public static IReadOnlyList<RegularizationGrid> All(RunRecord record) =>
        [.. record.Trials.GroupBy(t => record.Laboratory.NetworkOf(t).Model).Select(g => new RegularizationGrid(record, [.. g]))];

    public string Network => record.Laboratory.NetworkOf(trials[0]).Title;

    /// <summary>The name in figures' and files' names.</summary>
    public string Slug => record.Laboratory.NetworkOf(trials[0]).Model.Replace(':', '-');

    public IReadOnlyList<TrialPlan> OnTrue => [.. trials.Where(t => t.EffectiveNoise == 0)];

    public IReadOnlyList<TrialPlan> OnRandom => [.. trials.Where(t => t.EffectiveNoise > 0)];

    /// <summary>The training without any regularizer, or null.</summary>
    public TrialPlan? Plain(bool random) => (random ? OnRandom : OnTrue).FirstOrDefault(t => Of(t) == new Regularizers());

    public Regularizers Of(TrialPlan trial) => Regularizers.Of(record.Laboratory, trial);
}
