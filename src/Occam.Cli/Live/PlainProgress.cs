using System.Globalization;
using Occam.Experiments.Running;
using Occam.Experiments.Trials;

namespace Occam.Cli.Live;

/// <summary>A run where nobody sees a terminal: a line on standard error every few seconds.</summary>
internal sealed class PlainProgress(TimeProvider time) : IRunProgress
{
    private static readonly (string Name, string Metric, string Format)[] Shown =
    [
        ("loss", MetricNames.TrainLoss, "0.0000"), ("training", MetricNames.TrainAccuracy, "P1"), ("test", MetricNames.TestAccuracy, "P1"),
        ("m-coherence", MetricNames.MCoherence, "0.00"),
    ];

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private long _last = time.GetTimestamp(), _phaseBegan = time.GetTimestamp();

    /// <inheritdoc/>
    public void Phase(string description) => _phaseBegan = time.GetTimestamp();

    /// <inheritdoc/>
    public void Stepped(string series, long step, long steps)
    {
    }

    /// <inheritdoc/>
    public void Computed(string computation, long done, long of)
    {
        if (time.GetElapsedTime(_last) < Interval) return;
        Console.Error.WriteLine(WorkLeft.Describe(computation, done, of, time.GetElapsedTime(_phaseBegan)));
        _last = time.GetTimestamp();
    }

    /// <inheritdoc/>
    public void Observed(string series, long step, IReadOnlyDictionary<string, double> values)
    {
        if (time.GetElapsedTime(_last) >= Interval) Write(series, step, values);
    }

    /// <inheritdoc/>
    public void Ended(string series, long step) => Console.Error.WriteLine($"{series}: ended after {step} steps");

    private void Write(string series, long step, IReadOnlyDictionary<string, double> values)
    {
        _last = time.GetTimestamp();
        string line = $"{series}: step {step}";
        foreach ((string name, string metric, string format) in Shown)
        {
            if (values.TryGetValue(metric, out double value)) line += $", {name} {value.ToString(format, CultureInfo.InvariantCulture)}";
        }

        Console.Error.WriteLine(line);
    }
}
