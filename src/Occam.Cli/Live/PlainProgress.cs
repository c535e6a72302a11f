using System.Globalization;
using Occam.Experiments.Running;
using Occam.Experiments.Trials;

namespace Occam.Cli.Live;

/// <summary>A run where nobody sees a terminal: a line on standard error every few seconds.</summary>
internal sealed class PlainProgress(TimeProvider time) : IRunProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private long _last = time.GetTimestamp();

    /// <inheritdoc/>
    public void Phase(string description)
    {
    }

    /// <inheritdoc/>
    public void Stepped(string series, long step, long steps)
    {
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
        double Value(string metric) => values.GetValueOrDefault(metric, double.NaN);
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{series}: step {step}, loss {Value(MetricNames.TrainLoss):0.0000}, training {Value(MetricNames.TrainAccuracy):P1}, test {Value(MetricNames.TestAccuracy):P1}, m-coherence {Value(MetricNames.MCoherence):0.00}"));
    }
}
