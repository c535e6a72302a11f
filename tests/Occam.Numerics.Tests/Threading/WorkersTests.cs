using Occam.Numerics.Threading;

namespace Occam.Numerics.Tests.Threading;

public sealed unsafe class WorkersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_part_runs_exactly_once(int count)
    {
        using Workers workers = new(count);
        foreach (int parts in (int[])[0, 1, 2, 3, 7, 64, 1000])
        {
            int[] runs = new int[parts];
            workers.Run(new Counting(runs), parts);
            Assert.All(runs, n => Assert.Equal(1, n));
        }
    }

    [Fact]
    public void Many_small_runs_lose_nothing()
    {
        using Workers workers = new(4);
        int[] runs = new int[5];
        for (int i = 0; i < 20_000; i++) workers.Run(new Counting(runs), 5);
        Assert.All(runs, n => Assert.Equal(20_000, n));
    }

    [Fact]
    public void Workers_that_fell_asleep_wake_up()
    {
        using Workers workers = new(3);
        int[] runs = new int[6];
        for (int i = 0; i < 5; i++)
        {
            Thread.Sleep(30);
            workers.Run(new Counting(runs), 6);
        }

        Assert.All(runs, n => Assert.Equal(5, n));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_failure_in_a_part_is_thrown_to_the_caller_and_the_workers_stay_usable(int count)
    {
        using Workers workers = new(count);
        for (int bad = 0; bad < 9; bad++)
        {
            InvalidOperationException failure = Assert.Throws<InvalidOperationException>(() => workers.Run(new Failing(bad), 9));
            Assert.Equal($"part {bad}", failure.Message);
        }

        int[] runs = new int[50];
        workers.Run(new Counting(runs), 50);
        Assert.All(runs, n => Assert.Equal(1, n));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_run_allocates_nothing(int count)
    {
        using Workers workers = new(count);
        Counting job = new(new int[64]);
        for (int i = 0; i < 100; i++) workers.Run(job, 64);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) workers.Run(job, 64);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Callers_on_several_threads_take_turns()
    {
        foreach (int count in (int[])[1, 3])
        {
            using Workers workers = new(count);
            int failures = 0;
            Thread[] callers = [.. Enumerable.Range(0, 4).Select(_ => new Thread(Call))];
            foreach (Thread caller in callers) caller.Start();
            foreach (Thread caller in callers) caller.Join();
            Assert.Equal(0, failures);

            void Call()
            {
                try
                {
                    for (int i = 0; i < 500; i++) workers.Run(new ScratchUser(), 1 + (i % 3));
                }
                catch (InvalidOperationException)
                {
                    Interlocked.Increment(ref failures);
                }
            }
        }
    }

    [Fact]
    public void Disposing_ends_the_threads()
    {
        Workers workers = new(4);
        ThreadsSeen seen = new(new System.Collections.Concurrent.ConcurrentDictionary<Thread, bool>());
        for (int i = 0; i < 50; i++) workers.Run(seen, 64);
        workers.Dispose();
        Assert.All(seen.Threads.Keys.Where(t => t != Thread.CurrentThread), thread => Assert.False(thread.IsAlive));
        workers.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_run_after_disposing_is_refused(int count)
    {
        Workers workers = new(count);
        workers.Dispose();
        Assert.Throws<ObjectDisposedException>(() => workers.Run(new Counting(new int[8]), 8));
    }

    [Fact]
    public void There_is_at_least_one_worker() => Assert.Throws<ArgumentOutOfRangeException>(() => new Workers(0));

    [Fact]
    public void Scratch_is_aligned_grows_and_keeps_its_block_when_it_suffices()
    {
        using Scratch scratch = new();
        double* large = scratch.Rent<double>(1000);
        Assert.Equal(0, (nint)large % 64);
        Assert.True(large == scratch.Rent<double>(10));
        float* larger = scratch.Rent<float>(100_000);
        larger[99_999] = 1;
        Assert.Equal(0, (nint)larger % 64);
    }

    private readonly struct Counting(int[] runs) : IParallelJob
    {
        public void Run(int part, Scratch scratch) => Interlocked.Increment(ref runs[part]);
    }

    private readonly struct Failing(int bad) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            if (part == bad) throw new InvalidOperationException($"part {part}");
        }
    }

    private readonly struct ThreadsSeen(System.Collections.Concurrent.ConcurrentDictionary<Thread, bool> threads) : IParallelJob
    {
        public System.Collections.Concurrent.ConcurrentDictionary<Thread, bool> Threads => threads;

        public void Run(int part, Scratch scratch)
        {
            threads.TryAdd(Thread.CurrentThread, true);
            Thread.SpinWait(200);
        }
    }

    private readonly struct ScratchUser : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            int mine = Environment.CurrentManagedThreadId;
            int* block = scratch.Rent<int>(64);
            for (int i = 0; i < 64; i++) block[i] = mine;
            Thread.SpinWait(50);
            for (int i = 0; i < 64; i++)
            {
                if (block[i] != mine) throw new InvalidOperationException("two callers share one worker's memory");
            }
        }
    }
}
