using Occam.Measures.Planning;

namespace Occam.Experiments.Watching;

/// <summary>
/// What one training is watched with at its milestones, beside losses and coherence. Watching decides nothing of the training. What a watch
/// remembers from one milestone to the next goes into the checkpoint, so that an interrupted training goes on to the same values.
/// </summary>
public abstract class TrialWatch
{
    /// <summary>Measures that join the sweep over the probe.</summary>
    public virtual IReadOnlyList<IMeasure> ProbeMeasures => [];

    /// <summary>Arrays that the watch remembers, each under its own name.</summary>
    public virtual IReadOnlyList<NamedArray> State => [];

    /// <summary>What is left for judging when the training has ended: written to the run folder as arrays/SERIES-NAME.npy.</summary>
    public virtual IReadOnlyList<NamedArray> Arrays => [];

    /// <summary>The values at one milestone, after the sweep over the probe.</summary>
    public virtual IEnumerable<Metric> Observe(TrialPoint at) => [];

    /// <summary>Takes back what <see cref="State"/> gave.</summary>
    public virtual void Restore(IReadOnlyList<NamedArray> state)
    {
    }
}
