namespace Occam.Experiments.Watching;

/// <summary>Leaves one number known before the training for each example of the probe, for judging: for example whether its label is corrupted.</summary>
public sealed class ProbeArrayWatch : TrialWatch
{
    private readonly NamedArray _array;

    private ProbeArrayWatch(NamedArray array) => _array = array;

    /// <inheritdoc/>
    public override IReadOnlyList<NamedArray> Arrays => [_array];

    /// <summary>A watch that leaves these numbers.</summary>
    /// <param name="name">The array's name.</param>
    /// <param name="value">The number of the example at an index of the training set.</param>
    public static Func<WatchSite, TrialWatch> Of(string name, Func<int, double> value) =>
        site => new ProbeArrayWatch(new NamedArray(name, [.. site.Probe.Select(value)]));
}
