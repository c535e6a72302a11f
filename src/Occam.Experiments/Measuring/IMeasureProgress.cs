namespace Occam.Experiments.Measuring;

/// <summary>Whoever waits for a measurement. Watching decides nothing.</summary>
public interface IMeasureProgress
{
    /// <summary>The work turns out to be long; called at most once, after the first chunks.</summary>
    /// <param name="whole">The time of all of it.</param>
    /// <param name="bytes">The memory of its largest part.</param>
    void Forecast(TimeSpan whole, long bytes);

    /// <summary>Some of it is done; called often.</summary>
    /// <param name="fraction">From 0 to 1.</param>
    /// <param name="left">The time that is left at this pace.</param>
    void Advanced(double fraction, TimeSpan left);
}
