using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Dense;

/// <summary>y[i] = Σ_j a[i,j]·x[j] for a row-major matrix with strided rows, each sum in the order of <see cref="Reductions.Dot{T}"/>.</summary>
internal readonly unsafe struct RowDotProducts(double* a, nint stride, double* x, double* y, int rows, int columns) : IParallelJob
{
    /// <summary>Fewer values than this are not worth waking another worker for.</summary>
    private const int ValuesPerPart = 1 << 15;

    private Cut Strips => new(rows, Math.Max(1, ValuesPerPart / Math.Max(1, columns)));

    public static void Run(Workers workers, double* a, nint stride, double* x, double* y, int rows, int columns)
    {
        RowDotProducts job = new(a, stride, x, y, rows, columns);
        workers.Run(job, job.Strips.Pieces);
    }

    public void Run(int part, Scratch scratch)
    {
        int first = Strips.Start(part), end = first + Strips.Size(part);
        ReadOnlySpan<double> vector = new(x, columns);
        for (int i = first; i < end; i++) y[i] = Reductions.Dot(new ReadOnlySpan<double>(a + (i * stride), columns), vector);
    }
}
