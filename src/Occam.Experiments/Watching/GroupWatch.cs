using Occam.Measures.Coherence;
using Occam.Measures.Learning;
using Occam.Measures.Planning;

namespace Occam.Experiments.Watching;

/// <summary>
/// Loss, accuracy and coherence of one group of training examples on its own, for example the pristine ones: GROUP_loss, GROUP_accuracy,
/// GROUP_m_coherence, ... Only members of the probe are measured.
/// </summary>
public sealed class GroupWatch : TrialWatch
{
    private readonly string _group;
    private readonly Observer<float>? _observer;

    private GroupWatch(WatchSite site, string group, Func<int, bool> isMember)
    {
        int[] members = [.. site.Probe.Where(isMember)];
        _group = group;
        _observer = members.Length < 2 ? null : site.Observe(members, new MeanLoss(), new MCoherence());
    }

    /// <summary>A watch of the training examples for which <paramref name="isMember"/> is true; with fewer than two it is silent.</summary>
    /// <param name="group">The group's name.</param>
    /// <param name="isMember">Whether the example at an index of the training set belongs to it.</param>
    public static Func<WatchSite, TrialWatch> Of(string group, Func<int, bool> isMember) => site => new GroupWatch(site, group, isMember);

    /// <inheritdoc/>
    public override IEnumerable<Metric> Observe(TrialPoint at) =>
        _observer?.Observe(at.Theta, at.State).Select(m => m with { Name = $"{_group}_{m.Name}" }) ?? [];
}
