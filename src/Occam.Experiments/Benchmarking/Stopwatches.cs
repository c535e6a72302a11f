using System.Diagnostics;

namespace Occam.Experiments.Benchmarking;

/// <summary>Times work by repetition.</summary>
internal static class Stopwatches
{
    private const int WarmUp = 3, Fewest = 5;

    /// <summary>Repeats the work for about that long.</summary>
    public static Measurement Time(Action work, double seconds)
    {
        for (int i = 0; i < WarmUp; i++) work();
        List<double> times = [];
        for (Stopwatch total = Stopwatch.StartNew(); times.Count < Fewest || total.Elapsed.TotalSeconds < seconds;) times.Add(Once(work));
        return Measurement.Of(times);
    }

    /// <summary>Repeats two pieces of work in turn, so that a machine whose speed drifts treats both alike.</summary>
    public static (Measurement First, Measurement Second) TimeInTurn(Action first, Action second, double seconds)
    {
        for (int i = 0; i < WarmUp; i++)
        {
            first();
            second();
        }

        List<double> a = [], b = [];
        for (Stopwatch total = Stopwatch.StartNew(); a.Count < Fewest || total.Elapsed.TotalSeconds < 2 * seconds;)
        {
            a.Add(Once(first));
            b.Add(Once(second));
        }

        return (Measurement.Of(a), Measurement.Of(b));
    }

    private static double Once(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
