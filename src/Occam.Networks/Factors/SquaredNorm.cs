using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Factors;

/// <summary>‖x‖² of a long vector, in double, on all threads.</summary>
public static unsafe class SquaredNorm
{
    private const int Chunk = 1 << 14, MostChunks = 1 << 12;

    /// <summary>Σ_i x_i²: pieces of a fixed length, each as <see cref="RowDots"/> adds, then the pieces in order.</summary>
    public static double Of<T>(Workers workers, ReadOnlySpan<T> vector)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double total = 0;
        double* partials = stackalloc double[MostChunks];
        fixed (T* values = vector)
        {
            for (nint first = 0; first < vector.Length; first += (nint)Chunk * MostChunks)
            {
                nint length = Math.Min(vector.Length - first, (nint)Chunk * MostChunks);
                int pieces = (int)((length + Chunk - 1) / Chunk);
                workers.Run(new Job<T>(values + first, length, partials), pieces);
                for (int piece = 0; piece < pieces; piece++) total += partials[piece];
            }
        }

        return total;
    }

    private readonly struct Job<T>(T* values, nint length, double* partials) : IParallelJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int part, Scratch scratch)
        {
            T* start = values + ((nint)part * Chunk);
            partials[part] = RowDots.Compute(start, start, Math.Min(Chunk, length - ((nint)part * Chunk)));
        }
    }
}
