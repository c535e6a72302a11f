using System.Globalization;

namespace Occam.Cli.Live;

/// <summary>Bars and sparklines out of characters.</summary>
internal static class Bars
{
    private const int SparklineWidth = 24;
    private const string Levels = "▁▂▃▄▅▆▇█";

    public static string Progress(SeriesState state, int width)
    {
        int full = state.Ended ? width : (int)(width * state.Step / Math.Max(1, state.Steps));
        string color = state.Ended ? "green" : "blue";
        string end = state.Ended ? "[green]done[/]" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * state.Step / Math.Max(1, state.Steps):0} %");
        return $"[{color}]{new string('━', full)}[/][grey]{new string('━', width - full)}[/] {end}";
    }

    /// <summary>The last values on a logarithmic scale.</summary>
    public static string Sparkline(IReadOnlyList<double> values)
    {
        double[] shown = [.. values.Where(v => v > 0).TakeLast(SparklineWidth).Select(Math.Log2)];
        if (shown.Length == 0) return "";
        double low = shown.Min(), span = Math.Max(shown.Max() - low, 1e-9);
        return string.Concat(shown.Select(v => Levels[(int)Math.Min(Levels.Length - 1, (v - low) / span * Levels.Length)]));
    }
}
