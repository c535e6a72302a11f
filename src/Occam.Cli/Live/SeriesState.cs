namespace Occam.Cli.Live;

/// <summary>What is known of one training while it is watched.</summary>
internal sealed class SeriesState(string name, long steps, double fitAccuracy)
{
    private readonly List<double> _coherence = [];

    public string Name => name;

    public long Steps => steps;

    public long Step { get; set; }

    public bool Ended { get; set; }

    public IReadOnlyDictionary<string, double> Values { get; private set; } = new Dictionary<string, double>();

    /// <summary>The m-coherence of the observations so far.</summary>
    public IReadOnlyList<double> Coherence => _coherence;

    public double FitAccuracy => fitAccuracy;

    public double Value(string metric) => Values.GetValueOrDefault(metric, double.NaN);

    public void Observe(IReadOnlyDictionary<string, double> values, string coherence)
    {
        Values = values;
        if (values.TryGetValue(coherence, out double value)) _coherence.Add(value);
    }
}
