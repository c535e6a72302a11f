using System.Globalization;

namespace Occam.Cli.Live;

/// <summary>How far a computation has come, in words, with the time that is left if it goes on as it began.</summary>
internal static class WorkLeft
{
    public static string Describe(string computation, long done, long of, TimeSpan elapsed)
    {
        if (of <= 0) return string.Create(CultureInfo.InvariantCulture, $"{computation}: {done:N0} products");
        string text = string.Create(CultureInfo.InvariantCulture, $"{computation}: {done:N0} of {of:N0}");
        if (done <= 0 || elapsed < TimeSpan.FromSeconds(1)) return text;
        TimeSpan left = elapsed * ((double)(of - done) / done);
        return string.Create(CultureInfo.InvariantCulture, $"{text}, about {(int)left.TotalMinutes}:{left.Seconds:00} left");
    }
}
