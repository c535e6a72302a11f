using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Curvature;

/// <summary>Vectors over the parameters between the engine's precision and double. At a product of a dense network they cost as much as a layer, so they go by whole vectors.</summary>
internal static class ParameterVectors
{
    private const int Chunk = 1 << 15, Width = 8;

    /// <summary>to[i] = from[i], rounded to the nearest.</summary>
    public static void Narrow<T>(ReadOnlySpan<double> from, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        if (typeof(T) == typeof(float))
        {
            Span<float> single = MemoryMarshal.Cast<T, float>(to);
            for (; i + Width <= from.Length; i += Width)
                Vector256.Narrow(Vector256.Create(from[i..]), Vector256.Create(from[(i + 4)..])).CopyTo(single[i..]);
        }

        for (; i < from.Length; i++) to[i] = T.CreateTruncating(from[i]);
    }

    /// <summary>total[i] (+)= values[i].</summary>
    public static void Add<T>(Workers workers, T[] values, double[] total, bool overwrite)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => workers.Run(new Sum<T>(values, total, overwrite), (total.Length + Chunk - 1) / Chunk);

    /// <summary>to[i] = from[i] / divisor.</summary>
    public static void Divide(ReadOnlySpan<double> from, double divisor, Span<double> to)
    {
        int i = 0;
        for (; i + 4 <= from.Length; i += 4) (Vector256.Create(from[i..]) / Vector256.Create(divisor)).CopyTo(to[i..]);
        for (; i < from.Length; i++) to[i] = from[i] / divisor;
    }

    private readonly struct Sum<T>(T[] values, double[] total, bool overwrite) : IParallelJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int part, Scratch scratch)
        {
            int i = part * Chunk, end = Math.Min(total.Length, i + Chunk);
            if (overwrite) Array.Clear(total, i, end - i);
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
