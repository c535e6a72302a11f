using Occam.Numerics.Threading;

namespace Occam.Kernels.Matrices;

/// <summary>
/// Products of a kernel matrix with a few vectors, the matrix made tile by tile and never held. There is none for single precision: elements that were
/// rounded before they were summed would belong to another matrix.
/// </summary>
public static unsafe class KernelProducts
{
    /// <summary>
    /// result = K·vectors. Where rows and columns are the same object each tile is made once and stands for its mirror image too; a value is then the sum, ascending, of one chain for
    /// each 512 columns up to those of its own row, and goes on as one chain over the columns after them. Else it is one chain over all columns, ascending.
    /// </summary>
    /// <param name="matrix">K.</param>
    /// <param name="workers">The threads; their number changes no bit.</param>
    /// <param name="vectors">[columns of K, count].</param>
    /// <param name="count">How many vectors.</param>
    /// <param name="result">[rows of K, count].</param>
    /// <param name="passed">Called after each group of rows with how many rows are done, or as many as the tiles done would make; may throw.</param>
    public static void Multiply(this KernelMatrix<double> matrix, Workers workers, ReadOnlySpan<double> vectors, int count, Span<double> result, Action<int>? passed = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(workers);
        (int rows, int columns) = (matrix.Rows.Count, matrix.Columns.Count);
        if (vectors.Length != (long)columns * count || result.Length != (long)rows * count)
        {
            throw new ArgumentException(
                $"KernelProducts: expected {columns} × {count} and {rows} × {count} values, got {vectors.Length} and {result.Length}. Pass whole matrices.");
        }

        fixed (float* x = matrix.Rows.Values, y = matrix.Columns.Values)
        {
            fixed (double* alpha = vectors, product = result)
            {
                if (ReferenceEquals(matrix.Rows, matrix.Columns)) Symmetric(matrix, workers, new KernelOperands(x, x, alpha, count, product), passed);
                else Rectangular(matrix, workers, new KernelOperands(x, y, alpha, count, product), passed);
            }
        }
    }

    private static void Rectangular(KernelMatrix<double> matrix, Workers workers, KernelOperands operands, Action<int>? passed)
    {
        const int group = 16;
        int rows = matrix.Rows.Count, parts = (rows + RectangularStrip.Rows - 1) / RectangularStrip.Rows;
        for (int first = 0; first < parts; first += group)
        {
            workers.Run(new RectangularStrip(matrix, operands, first), Math.Min(group, parts - first));
            passed?.Invoke(Math.Min(rows, (first + group) * RectangularStrip.Rows));
        }
    }

    /// <summary>Strips from the top down, so that a strip's own sums stand before those below add their mirror images to them.</summary>
    private static void Symmetric(KernelMatrix<double> matrix, Workers workers, KernelOperands operands, Action<int>? passed)
    {
        int n = matrix.Rows.Count, strips = (n + SymmetricStrip.Side - 1) / SymmetricStrip.Side, values = SymmetricStrip.Side * operands.Count;
        double[] sums = new double[strips * values];
        fixed (double* partial = sums)
        {
            for (int strip = 0; strip < strips; strip++)
            {
                workers.Run(new SymmetricStrip(matrix, operands, strip, partial), strip + 1);
                int first = strip * SymmetricStrip.Side, own = Math.Min(SymmetricStrip.Side, n - first) * operands.Count;
                for (int at = 0; at < own; at++)
                {
                    double sum = partial[at];
                    for (int tile = 1; tile <= strip; tile++) sum += partial[((nint)tile * values) + at];
                    operands.Result[((nint)first * operands.Count) + at] = sum;
                }

                passed?.Invoke((int)((long)n * (strip + 1) * (strip + 2) / ((long)strips * (strips + 1))));
            }
        }
    }
}
