namespace Occam.Experiments.Watching;

/// <summary>
/// Keeps the parameters at the start and then at milestones whose steps grow by a factor: the path of a training, without its end unless that is
/// one of them. It keeps every parameter as a double in the checkpoint and in the run folder, so it is for networks of moderate size.
/// </summary>
public sealed class SnapshotWatch : TrialWatch
{
    /// <summary>The array with the steps of the snapshots.</summary>
    public const string Steps = "snapshot-steps";

    /// <summary>The array with the snapshots, one after the other.</summary>
    public const string Parameters = "snapshots";

    private readonly double _ratio;
    private readonly List<double> _steps = [];
    private readonly List<double[]> _snapshots = [];

    private SnapshotWatch(double ratio) => _ratio = ratio;

    /// <inheritdoc/>
    public override IReadOnlyList<NamedArray> State => _steps.Count == 0 ? [] : Arrays;

    /// <inheritdoc/>
    public override IReadOnlyList<NamedArray> Arrays => [new(Steps, [.. _steps]), new(Parameters, [.. _snapshots.SelectMany(s => s)])];

    /// <summary>A watch that keeps a milestone when its step is at least this many times that of the one before.</summary>
    public static Func<WatchSite, TrialWatch> Of(double ratio) => _ => new SnapshotWatch(ratio);

    /// <inheritdoc/>
    public override IEnumerable<Measures.Planning.Metric> Observe(TrialPoint at)
    {
        if (_steps.Count == 0 || at.Step >= Math.Max(1, _steps[^1] * _ratio))
        {
            _steps.Add(at.Step);
            _snapshots.Add([.. at.Theta.Select(t => (double)t)]);
        }

        return [];
    }

    /// <inheritdoc/>
    public override void Restore(IReadOnlyList<NamedArray> state)
    {
        if (state.Count == 0) return;
        _steps.AddRange(state.First(a => a.Name == Steps).Values);
        double[] all = state.First(a => a.Name == Parameters).Values;
        int length = all.Length / _steps.Count;
        _snapshots.AddRange(Enumerable.Range(0, _steps.Count).Select(s => all[(s * length)..((s + 1) * length)]));
    }
}
