using System.Diagnostics;

namespace Occam.Experiments.Measuring;

/// <summary>How much of a part of a measurement is done; stops it when asked.</summary>
/// <param name="part">What is done, for whoever waits.</param>
/// <param name="progress">Whoever waits, or null.</param>
/// <param name="total">The whole part, in any unit.</param>
/// <param name="bytes">Its memory.</param>
/// <param name="cancellation">Stops between two chunks.</param>
internal sealed class MeasureWork(string part, IMeasureProgress? progress, double total, long bytes, CancellationToken cancellation)
{
    // The first chunks pay for compilation and for fresh memory.
    private const int ChunksToWarmUp = 4;
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(0.5), Long = TimeSpan.FromSeconds(5);
    private readonly Stopwatch _clock = new();
    private double _done, _warm;
    private int _chunks;
    private bool _judged;

    /// <summary>So much more is done.</summary>
    /// <exception cref="OperationCanceledException">The work is to stop.</exception>
    public void Done(double amount)
    {
        cancellation.ThrowIfCancellationRequested();
        _done = Math.Min(_done + amount, total);
        if (++_chunks == ChunksToWarmUp)
        {
            _warm = _done;
            _clock.Start();
        }

        TimeSpan elapsed = _clock.Elapsed;
        if (progress is null || elapsed < Settled || _done <= _warm) return;
        double rate = elapsed.TotalSeconds / (_done - _warm);
        if (!_judged && TimeSpan.FromSeconds(Math.Min(rate * total, TimeSpan.SecondsPerDay * 1000.0)) is var whole && whole > Long) progress.Forecast(part, whole, bytes);
        _judged = true;
        progress.Advanced(_done / total, TimeSpan.FromSeconds(Math.Min(rate * (total - _done), TimeSpan.SecondsPerDay * 1000.0)));
    }
}
