using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Simd;

/// <summary>Adds long vectors of either precision to a total in double. Each value has a sum of its own, so threads and vector widths change no bit.</summary>
public static class WideTotal
{
    private const int Chunk = 1 << 15, Width = 8;

    /// <summary>total[i] += values[i], or total[i] = 0 + values[i].</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="values">As many as <paramref name="total"/> has.</param>
    /// <param name="total">The sums.</param>
    /// <param name="restart">Whether the sums begin here, whatever they were.</param>
    public static void Add<T>(Workers workers, T[] values, double[] total, bool restart = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => workers.Run(new Job<T>(values, total, restart), (total.Length + Chunk - 1) / Chunk);

    private readonly struct Job<T>(T[] values, double[] total, bool restart) : IParallelJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int part, Scratch scratch)
        {
            int i = part * Chunk, end = Math.Min(total.Length, i + Chunk);
            if (restart) Array.Clear(total, i, end - i);
            if (values is float[] single)
            {
                for (; i + Width <= end; i += Width)
                {
                    (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Create(single, i));
                    (Vector256.Create(total, i) + low).CopyTo(total, i);
                    (Vector256.Create(total, i + 4) + high).CopyTo(total, i + 4);
                }
            }

            for (; i < end; i++) total[i] += double.CreateTruncating(values[i]);
        }
    }
}
