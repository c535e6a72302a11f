using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Curvature;

/// <summary>
/// Vectors over the parameters between the engine's precision and double. At a product of a dense network they cost as much as a layer, so they go
/// by whole vectors and on all threads; each value stands for itself, so neither changes a bit.
/// </summary>
internal static unsafe class ParameterVectors
{
    private const int Chunk = 1 << 15, Width = 8;

    /// <summary>to[i] = from[i], rounded to the nearest.</summary>
    public static void Narrow<T>(Workers workers, ReadOnlySpan<double> from, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (double* source = from)
        fixed (T* target = to[..from.Length])
            workers.Run(new NarrowJob<T>(source, target, from.Length), Parts(from.Length));
    }

    /// <summary>to[i] = from[i] / divisor.</summary>
    public static void Divide(Workers workers, ReadOnlySpan<double> from, double divisor, Span<double> to)
    {
        fixed (double* source = from, target = to[..from.Length])
            workers.Run(new DivideJob(source, divisor, target, from.Length), Parts(from.Length));
    }

    private static int Parts(int length) => (length + Chunk - 1) / Chunk;

    private readonly struct NarrowJob<T>(double* from, T* to, int length) : IParallelJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int part, Scratch scratch)
        {
            int i = part * Chunk, end = Math.Min(length, i + Chunk);
            if (typeof(T) == typeof(float))
            {
                for (; i + Width <= end; i += Width)
                    Vector256.Narrow(Vector256.Load(from + i), Vector256.Load(from + i + 4)).Store((float*)to + i);
            }

            for (; i < end; i++) to[i] = T.CreateTruncating(from[i]);
        }
    }

    private readonly struct DivideJob(double* from, double divisor, double* to, int length) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            int i = part * Chunk, end = Math.Min(length, i + Chunk);
            for (; i + 4 <= end; i += 4) (Vector256.Load(from + i) / Vector256.Create(divisor)).Store(to + i);
            for (; i < end; i++) to[i] = from[i] / divisor;
        }
    }
}
