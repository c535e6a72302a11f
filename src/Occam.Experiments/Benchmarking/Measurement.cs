namespace Occam.Experiments.Benchmarking;

/// <summary>How long one piece of work takes.</summary>
/// <param name="Median">Median seconds over the repetitions.</param>
/// <param name="Minimum">The fastest.</param>
/// <param name="Repetitions">How many were timed, after the warm-up.</param>
/// <param name="Setting">With which settings, where the program chose among several.</param>
public sealed record Measurement(double Median, double Minimum, int Repetitions, string Setting = "")
{
    /// <summary>Summarizes the seconds of several repetitions.</summary>
    public static Measurement Of(List<double> seconds)
    {
        seconds.Sort();
        return new Measurement(seconds[seconds.Count / 2], seconds[0], seconds.Count);
    }
}
