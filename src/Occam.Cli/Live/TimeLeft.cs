using System.Globalization;
using Occam.Experiments.Trials;

namespace Occam.Cli.Live;

/// <summary>
/// An upper bound on the time that is left. Steps and observations are timed apart, because the start of a run is mostly observations and the
/// rest mostly steps.
/// </summary>
internal sealed class TimeLeft
{
    private const int Enough = 20;
    private TimeSpan _last, _stepping, _observing;
    private long _steps, _observations;

    /// <summary>One step was taken; the time since the last event was its own.</summary>
    public void Stepped(TimeSpan now)
    {
        _stepping += now - _last;
        _steps++;
        _last = now;
    }

    /// <summary>One observation was made.</summary>
    public void Observed(TimeSpan now)
    {
        _observing += now - _last;
        _observations++;
        _last = now;
    }

    /// <summary>The bound for these trainings in words, or nothing when all have ended.</summary>
    public string Describe(IReadOnlyList<SeriesState> series)
    {
        List<SeriesState> running = [.. series.Where(s => !s.Ended)];
        if (running.Count == 0) return "";
        if (_steps < Enough || _observations == 0) return "; estimating the time left";
        long steps = running.Sum(s => s.Steps - s.Step), observations = running.Sum(s => Milestones.For(s.Steps).Count(m => m > s.Step));
        TimeSpan left = (_stepping * ((double)steps / _steps)) + (_observing * ((double)observations / _observations));
        return string.Create(CultureInfo.InvariantCulture, $"; at most {(int)left.TotalMinutes}:{left.Seconds:00} left (a training ends when its labels are fitted)");
    }
}
