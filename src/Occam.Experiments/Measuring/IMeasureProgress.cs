namespace Occam.Experiments.Measuring;

/// <summary>Whoever waits for a measurement. Watching decides nothing.</summary>
public interface IMeasureProgress
{
    /// <summary>A part of the work turns out to be long; called at most once for each, after its first chunks.</summary>
    /// <param name="part">What it is: "measuring".</param>
    /// <param name="whole">The time of all of it.</param>
    /// <param name="bytes">Its memory.</param>
    void Forecast(string part, TimeSpan whole, long bytes);

    /// <summary>Some of the part is done; called often.</summary>
    /// <param name="fraction">From 0 to 1.</param>
    /// <param name="left">The time that is left at this pace.</param>
    void Advanced(double fraction, TimeSpan left);
}
