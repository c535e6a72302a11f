using System.Globalization;
using Occam.Experiments.Measuring;
using Spectre.Console;

namespace Occam.Cli.Live;

/// <summary>
/// A long measurement, on standard error so that standard output stays the document's: what it will take, and on a terminal a bar with the time left.
/// Short ones show nothing.
/// </summary>
internal sealed class MeasureView : IMeasureProgress
{
    private readonly ProgressContext? _bars;
    private ProgressTask? _bar;
    private string _part = "", _size = "";

    private MeasureView(ProgressContext? bars) => _bars = bars;

    /// <summary>Does the work with a view of it.</summary>
    public static TResult Show<TResult>(Func<IMeasureProgress, TResult> work)
    {
        if (Console.IsErrorRedirected) return work(new MeasureView(null));
        return Terminals.Error.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .Start(bars => work(new MeasureView(bars)));
    }

    /// <inheritdoc/>
    public void Forecast(string part, TimeSpan whole, long bytes)
    {
        if (_bars is null) Console.Error.WriteLine($"{part}: about {Words(whole)}, {Sizes.Show(bytes)}");
        (_part, _size) = (part, Sizes.Show(bytes));
        _bar?.StopTask();
        _bar = _bars?.AddTask(part);
    }

    /// <inheritdoc/>
    public void Advanced(double fraction, TimeSpan left)
    {
        if (_bar is null) return;
        _bar.Value = fraction * _bar.MaxValue;
        _bar.Description = $"{_part}: about {Words(left)} left, {_size}";
    }

    private static string Words(TimeSpan time)
    {
        if (time.TotalSeconds < 100) return string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds)} s");
        if (time.TotalMinutes < 100) return string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalMinutes)} min");
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalHours)} h");
    }
}
