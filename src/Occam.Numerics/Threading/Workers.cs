using System.Runtime.CompilerServices;

namespace Occam.Numerics.Threading;

/// <summary>
/// A persistent set of threads that share numbered parts of a job. Parts are cut by the size of the problem, never by the number of
/// threads, so the number of workers decides the speed and nothing else. Running a job allocates nothing.
/// </summary>
public sealed unsafe class Workers : IDisposable
{
    private const int SpinsBeforeSleep = 4000;
    private readonly Thread[] _threads;
    private readonly Scratch[] _scratch;
    private readonly Lock _running = new();
    private readonly object _gate = new();
    private delegate*<void*, int, Scratch, void> _invoke;
    private void* _job;
    private int _parts, _next, _busy, _generation, _sleepers;
    private bool _stopping;
    private Exception? _failure;

    /// <summary>Starts <paramref name="count"/> − 1 threads; the caller of <see cref="Run"/> is the remaining worker.</summary>
    public Workers(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
        _scratch = new Scratch[count];
        for (int i = 0; i < count; i++) _scratch[i] = new Scratch();
        _threads = new Thread[count - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int worker = i + 1;
            _threads[i] = new Thread(() => Serve(worker)) { IsBackground = true, Name = $"Occam worker {worker}" };
            _threads[i].Start();
        }
    }

    /// <summary>How many threads take part, the caller's included.</summary>
    public int Count { get; }

    /// <summary>Runs every part of the job and returns when all are done. A failure in a part is thrown here, after the others end.</summary>
    /// <remarks>Not to be called from inside a part. Callers on several threads take turns. Throws after <see cref="Dispose"/>.</remarks>
    public void Run<TJob>(TJob job, int parts)
        where TJob : struct, IParallelJob
    {
        lock (_running)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            if (parts <= 1 || Count == 1)
            {
                // Inside the lock as well: the first worker's memory has one user at a time.
                for (int part = 0; part < parts; part++) job.Run(part, _scratch[0]);
                return;
            }

            // The job stays on this stack frame until every worker has left it, so its address is good for all of them.
            _job = Unsafe.AsPointer(ref job);
            _invoke = &Invoke<TJob>;
            _parts = parts;
            _next = 0;
            _failure = null;
            _busy = _threads.Length;
            Interlocked.Increment(ref _generation);
            if (Volatile.Read(ref _sleepers) > 0) WakeAll();
            TakeParts(_scratch[0]);
            SpinWait spinner = default;
            while (Volatile.Read(ref _busy) > 0) spinner.SpinOnce(sleep1Threshold: -1);
            if (_failure is { } failure) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Ends the threads and frees their memory.</summary>
    public void Dispose()
    {
        _stopping = true;
        Interlocked.Increment(ref _generation);
        WakeAll();
        foreach (Thread thread in _threads) thread.Join();
        foreach (Scratch scratch in _scratch) scratch.Dispose();
    }

    private static void Invoke<TJob>(void* job, int part, Scratch scratch)
        where TJob : struct, IParallelJob => Unsafe.AsRef<TJob>(job).Run(part, scratch);

    private void TakeParts(Scratch scratch)
    {
        try
        {
            for (int part; (part = Interlocked.Increment(ref _next) - 1) < _parts;) _invoke(_job, part, scratch);
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
            Volatile.Write(ref _next, _parts);
        }
    }

    private void Serve(int worker)
    {
        for (int seen = 0; ;)
        {
            WaitForWork(seen);
            seen = Volatile.Read(ref _generation);
            if (_stopping) return;
            TakeParts(_scratch[worker]);
            Interlocked.Decrement(ref _busy);
        }
    }

    private void WaitForWork(int seen)
    {
        for (int spin = 0; spin < SpinsBeforeSleep; spin++)
        {
            if (Volatile.Read(ref _generation) != seen) return;
            if ((spin & 63) == 63) Thread.Yield();
            else Thread.SpinWait(8);
        }

        lock (_gate)
        {
            Interlocked.Increment(ref _sleepers);
            while (Volatile.Read(ref _generation) == seen) Monitor.Wait(_gate);
            Interlocked.Decrement(ref _sleepers);
        }
    }

    private void WakeAll()
    {
        lock (_gate) Monitor.PulseAll(_gate);
    }
}
