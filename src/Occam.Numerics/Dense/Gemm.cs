using Occam.Numerics.Threading;

namespace Occam.Numerics.Dense;

/// <summary>General matrix products, bit-identical for every vector width and number of workers (see <see cref="Product"/>).</summary>
public static unsafe class Gemm
{
    private const int RowPart = 512, ColumnPart = 1056;
    private const long SerialWork = 1 << 17;

    /// <summary>c[i,j] = (accumulate ? c[i,j] : 0) + Σ_k a[i,k]·b[k,j]; c is row-major [a.Rows, b.Columns]. Overlap of c with a or b is undefined.</summary>
    public static void Multiply<T>(Workers workers, MatrixView<T> a, MatrixView<T> b, Span<T> c, bool accumulate = false)
        where T : unmanaged
    {
        int m = a.Rows, n = b.Columns, depth = a.Columns;
        if (b.Rows != depth || c.Length < (long)m * n)
            throw new ArgumentException($"Gemm: expected b with {depth} rows and c with {(long)m * n} values, got {b.Rows} rows and {c.Length} values. Check the shapes.");
        if (m == 0 || n == 0 || depth == 0)
        {
            if (!accumulate) c[..(m * n)].Clear();
            return;
        }

        fixed (T* left = a.Data, right = b.Data, target = c)
        {
            MatrixProduct<T> job = new(
                new MatrixSource<T>(left, a.RowStride, a.ColumnStride),
                new MatrixSource<T>(right, b.ColumnStride, b.RowStride),
                new MatrixSink<T>(target, n),
                Split(m, 8, RowPart, 2L * m * n * depth),
                Split(n, 16, ColumnPart, 2L * m * n * depth),
                depth,
                accumulate);
            workers.Run(job, job.Parts);
        }
    }

    /// <summary>Cuts a length into equal pieces of a multiple of the grain: two at least when the work is worth a second thread.</summary>
    private static Cut Split(int length, int grain, int largest, long work)
    {
        int pieces = (length + largest - 1) / largest;
        if (pieces == 1 && work > SerialWork && length >= 2 * grain && grain == 16) pieces = 2;
        int step = (((length + pieces - 1) / pieces) + grain - 1) / grain * grain;
        return new Cut(length, step);
    }
}
