using System.Numerics;
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
        BlockColumns<T> columns = BlockColumns<T>.Within(matrix, n, rowStride);
        if (n == 0) return;
        using CholeskyColumn<T> column = new(workers, columns);
        for (int block = 0; block < columns.Blocks; block++) Demand(columns, column.Factor(block, null));
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
        CholeskySolve<T>.Run(workers, BlockColumns<T>.Within(factor, n, rowStride), rightSides, columns);
    }

    /// <summary>ln det A = 2·Σ ln l[i,i], the logarithms in double, summed as <see cref="Reductions.Sum{T}"/> does.</summary>
    public static double LogDeterminant<T>(ReadOnlySpan<T> factor, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireSquare(factor.Length, n);
        fixed (T* l = factor) return LogDeterminant(l, n, n);
    }

    /// <summary>ln det A for a factor of any size.</summary>
    public static double LogDeterminant<T>(T* factor, int n, nint rowStride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LogDeterminant(BlockColumns<T>.Within(factor, n, rowStride));

    internal static double LogDeterminant<T>(BlockColumns<T> l)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] logarithms = new double[l.Order];
        for (int i = 0; i < l.Order; i++)
        {
            int block = i / BlockColumns<T>.Width;
            logarithms[i] = Elementary.Log(double.CreateTruncating(l.At(i, block)[i - (block * BlockColumns<T>.Width)]));
        }

        return 2 * Reductions.Sum<double>(logarithms);
    }

    /// <summary>Throws if a pivot has failed.</summary>
    internal static void Demand<T>(BlockColumns<T> l, int failed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (failed < 0) return;
        int block = failed / BlockColumns<T>.Width;
        ThrowPivot(l.Order, failed, double.CreateTruncating(l.At(failed, block)[failed - (block * BlockColumns<T>.Width)]));
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
