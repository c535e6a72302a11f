using System.Diagnostics;

namespace Occam.Experiments.Measuring;

/// <summary>How much of a measurement is done, in the time that one example takes for a forward and a backward pass; stops it when asked.</summary>
/// <param name="progress">Whoever waits, or null.</param>
/// <param name="total">The whole work.</param>
/// <param name="bytes">The memory of its largest part.</param>
/// <param name="cancellation">Stops between two chunks.</param>
internal sealed class MeasureWork(IMeasureProgress? progress, double total, long bytes, CancellationToken cancellation)
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(0.5), Long = TimeSpan.FromSeconds(5);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private double _done;
    private bool _judged;

    /// <summary>So much more is done.</summary>
    /// <exception cref="OperationCanceledException">The work is to stop.</exception>
    public void Done(double amount)
    {
        cancellation.ThrowIfCancellationRequested();
        _done = Math.Min(_done + amount, total);
        TimeSpan elapsed = _clock.Elapsed;
        if (progress is null || elapsed < Settled || _done <= 0) return;
        TimeSpan whole = elapsed * Math.Min(total / _done, 1e6);
        if (!_judged && whole > Long) progress.Forecast(whole, bytes);
        _judged = true;
        progress.Advanced(_done / total, whole - elapsed);
    }
}
