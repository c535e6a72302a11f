using Occam.Measures.Planning;

namespace Occam.Experiments.Watching;

/// <summary>Further measures of the probe, in the same sweep as losses and coherence.</summary>
public sealed class MeasureWatch : TrialWatch
{
    private readonly IMeasure[] _measures;

    private MeasureWatch(IMeasure[] measures) => _measures = measures;

    /// <inheritdoc/>
    public override IReadOnlyList<IMeasure> ProbeMeasures => _measures;

    /// <summary>A watch with these measures, made anew for every training because a measure may remember.</summary>
    public static Func<WatchSite, TrialWatch> Of(Func<WatchSite, IMeasure[]> measures) => site => new MeasureWatch(measures(site));
}
