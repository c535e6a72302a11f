using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Numerics.Threading;

namespace Occam.Measures.Planning;

/// <summary>Adds the gradient of a chunk of examples to a total in double.</summary>
internal static class GradientTotal
{
    private const int Chunk = 1 << 15;

    public static void Add<T>(Workers workers, T[] gradient, double[] total)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        workers.Run(new Job<T>(gradient, total), (total.Length + Chunk - 1) / Chunk);

    private readonly struct Job<T>(T[] gradient, double[] total) : IParallelJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int part, Scratch scratch)
        {
            int i = part * Chunk, end = Math.Min(total.Length, i + Chunk);
            if (gradient is float[] single)
            {
                for (; i + 8 <= end; i += 8)
                {
                    (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Create(single, i));
                    (Vector256.Create(total, i) + low).CopyTo(total, i);
                    (Vector256.Create(total, i + 4) + high).CopyTo(total, i + 4);
                }
            }

            for (; i < end; i++) total[i] += double.CreateTruncating(gradient[i]);
        }
    }
}
