using System.Numerics;
using System.Runtime.InteropServices;
using Occam.Numerics.Errors;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Dense;

/// <summary>
/// A = L·Lᵀ for a symmetric positive definite matrix, in place in its lower triangle; the strict upper triangle is neither read nor
/// written. l[i,j] is one chain of fused multiply-adds, a[i,j] − Σ_{k&lt;j} l[i,k]·l[j,k] with k ascending, times the reciprocal of l[j,j];
/// l[j,j] is the root of its chain. Blocks and workers change no bit. Work n³/6 multiply-adds, nearly all in matrix products.
/// </summary>
public static unsafe class Cholesky
{
    private const int Block = 256;

    /// <summary>Factors a row-major [n, n] matrix in place.</summary>
    /// <exception cref="NumericalException">A pivot is not a positive number: the matrix is not positive definite to working precision.</exception>
    public static void Factor<T>(Workers workers, Span<T> matrix, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireSquare(matrix.Length, n);
        fixed (T* a = matrix) Factor(workers, a, n, n);
    }

    /// <summary>Factors in place a matrix of any size; element (i, j) is matrix[i · rowStride + j].</summary>
    /// <exception cref="NumericalException">A pivot is not a positive number.</exception>
    public static void Factor<T>(Workers workers, T* matrix, int n, nint rowStride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workers);
        T* memory = (T*)NativeMemory.AlignedAlloc((nuint)(CholeskyPanel<T>.ScratchLength(Block) * sizeof(T)), 64);
        try
        {
            for (int k = 0; k < n; k += Block)
            {
                int size = Math.Min(Block, n - k), rest = n - k - size;
                T* corner = matrix + (k * rowStride) + k, below = corner + (size * rowStride);
                int failed = CholeskyPanel<T>.FactorDiagonal(corner, rowStride, size, memory);
                if (failed >= 0) ThrowPivot(n, k + failed, double.CreateTruncating(corner[(failed * rowStride) + failed]));
                CholeskyPanel<T> panel = new(corner, below, rowStride, size, rest);
                workers.Run(panel, panel.Parts);
                CholeskyTrailing<T> trailing = new(below, below + size, rowStride, rest, size);
                workers.Run(trailing, trailing.Parts);
            }
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    /// <summary>Solves L·Lᵀ·X = B in place, B row-major [n, columns].</summary>
    public static void Solve<T>(Workers workers, ReadOnlySpan<T> factor, int n, Span<T> rightSides, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireSquare(factor.Length, n);
        if (rightSides.Length != (long)n * columns)
            throw new ArgumentException($"Cholesky.Solve: expected {n} × {columns} = {(long)n * columns} right-hand values, got {rightSides.Length}. Pass the whole matrix.");
        fixed (T* l = factor, b = rightSides) Solve(workers, l, n, n, b, columns);
    }

    /// <summary>Solves L·Lᵀ·X = B in place for a factor of any size; element (i, j) of B is rightSides[i · columns + j].</summary>
    /// <remarks>
    /// Forward, each value is one chain over k ascending; backward, blocks of 256 from the last to the first, k ascending within a block
    /// and descending within the diagonal block.
    /// </remarks>
    public static void Solve<T>(Workers workers, T* factor, int n, nint rowStride, T* rightSides, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(workers);
        if (columns == 0) return;
        for (int k = 0; k < n; k += Block)
        {
            int size = Math.Min(Block, n - k);
            T* corner = factor + (k * rowStride) + k, x = rightSides + ((nint)k * columns);
            for (int i = 0; i < size; i++) SolveRow(corner, rowStride, x, columns, i, 0, i, true);
            SubtractedProduct<T>.Run(
                workers, new MatrixSource<T>(corner + (size * rowStride), rowStride, 1), new MatrixSource<T>(x, 1, columns),
                new MatrixSink<T>(x + ((nint)size * columns), columns), n - k - size, columns, size);
        }

        for (int k = (n - 1) / Block * Block; k >= 0; k -= Block)
        {
            int size = Math.Min(Block, n - k);
            T* corner = factor + (k * rowStride) + k, x = rightSides + ((nint)k * columns);
            for (int i = size - 1; i >= 0; i--) SolveRow(corner, rowStride, x, columns, i, i + 1, size, false);
            SubtractedProduct<T>.Run(
                workers, new MatrixSource<T>(corner - k, 1, rowStride), new MatrixSource<T>(x, 1, columns), new MatrixSink<T>(rightSides, columns), k, columns, size);
        }
    }

    /// <summary>ln det A = 2·Σ ln l[i,i], the logarithms in double, summed as <see cref="Reductions.Sum{T}"/> does.</summary>
    public static double LogDeterminant<T>(ReadOnlySpan<T> factor, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireSquare(factor.Length, n);
        double[] logarithms = new double[n];
        for (int i = 0; i < n; i++) logarithms[i] = Elementary.Log(double.CreateTruncating(factor[(int)(((long)i * n) + i)]));
        return 2 * Reductions.Sum<double>(logarithms);
    }

    private static void SolveRow<T>(T* l, nint stride, T* x, int columns, int i, int first, int end, bool forward)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> row = new(x + ((nint)i * columns), columns);
        for (int step = 0; step < end - first; step++)
        {
            int k = forward ? first + step : end - 1 - step;
            VectorOperations.AddScaled(forward ? -l[(i * stride) + k] : -l[(k * stride) + i], new ReadOnlySpan<T>(x + ((nint)k * columns), columns), row);
        }

        VectorOperations.Scale(T.One / l[(i * stride) + i], row);
    }

    private static void RequireSquare(int length, int n)
    {
        if (n < 0 || length != (long)n * n)
            throw new ArgumentException($"Cholesky: expected {n} × {n} = {(long)n * n} values, got {length}. Pass the whole matrix.");
    }

    private static void ThrowPivot(int n, int row, double pivot) => throw new NumericalException(
        $"Cholesky factorization of a {n} × {n} matrix", "a positive pivot in every row", $"{pivot:R} in row {row}, counted from 0",
        "The matrix is not positive definite to working precision: add a multiple of the identity, or check that it is symmetric.");
}
