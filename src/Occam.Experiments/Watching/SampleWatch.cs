using Occam.Measures.Planning;

namespace Occam.Experiments.Watching;

/// <summary>Measures on a random part of the probe: for those whose cost grows with the square of the number of examples.</summary>
public sealed class SampleWatch : TrialWatch
{
    private readonly Observer<float> _observer;

    private SampleWatch(WatchSite site, int count, IMeasure[] measures)
    {
        int[] order = new int[site.Probe.Count];
        site.Seed.Derive("sample").Permutation(order);
        int[] chosen = [.. order.Take(count).Select(i => site.Probe[i]).Order()];
        _observer = site.Observe(chosen, measures);
    }

    /// <summary>A watch of so many examples of the probe (all, if it has fewer) with these measures.</summary>
    public static Func<WatchSite, TrialWatch> Of(int count, Func<WatchSite, IMeasure[]> measures) => site => new SampleWatch(site, count, measures(site));

    /// <inheritdoc/>
    public override IEnumerable<Metric> Observe(TrialPoint at) => _observer.Observe(at.Theta, at.State);
}
