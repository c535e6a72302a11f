using Occam.Numerics.Errors;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Dense;

/// <summary>
/// Eigenvalues and eigenvectors of a real symmetric matrix: Householder tridiagonalization in panels, then implicit QL. Each value's error is
/// a few units of rounding times the norm ‖A‖, times a number that grows slowly with n, so small eigenvalues of a badly scaled matrix have few
/// right digits or none. Only the lower triangle is read. Time n³, memory n² doubles beside the argument, and n² more for vectors.
/// </summary>
public static class SymmetricEigen
{
    /// <summary>All eigenvalues of a row-major [n, n] matrix, ascending.</summary>
    /// <exception cref="NumericalException">An element is not finite.</exception>
    public static double[] Values(Workers workers, ReadOnlySpan<double> matrix, int n)
    {
        Tridiagonalization reduced = Reduce(workers, matrix, n, out double unit);
        double[] values = TridiagonalEigen.Values(reduced.Diagonal, reduced.OffDiagonal);
        VectorOperations.Scale(unit, values);
        return values;
    }

    /// <summary>All eigenvalues, ascending, and eigenvectors of length 1: row i of the row-major [n, n] array belongs to value i.</summary>
    /// <remarks>A vector's sign, and the basis of a multiple eigenvalue's space, are what the method makes them: the same bits on every machine.</remarks>
    /// <exception cref="NumericalException">An element is not finite.</exception>
    public static (double[] Values, double[] Vectors) Decompose(Workers workers, ReadOnlySpan<double> matrix, int n)
    {
        Tridiagonalization reduced = Reduce(workers, matrix, n, out double unit);
        double[] rows = reduced.Rows(), values = reduced.Diagonal;
        TridiagonalEigen.Run(workers, values, reduced.OffDiagonal, rows, n);
        VectorOperations.Scale(unit, values);
        return (values, TridiagonalEigen.Sort(values, rows, n));
    }

    private static Tridiagonalization Reduce(Workers workers, ReadOnlySpan<double> matrix, int n, out double unit)
    {
        ArgumentNullException.ThrowIfNull(workers);
        if (n < 0 || matrix.Length != (long)n * n)
            throw new ArgumentException($"SymmetricEigen: expected {n} × {n} = {(long)n * n} values, got {matrix.Length}. Pass the whole matrix.");
        int bad = Reductions.IndexOfFirstNonFinite(matrix);
        if (bad >= 0)
        {
            throw new NumericalException(
                $"Eigenvalues of a {n} × {n} matrix", "finite elements", $"{matrix[bad]} in row {bad / n}, column {bad % n}",
                "Look for the first value that is not finite in what made the matrix.");
        }

        // A power of two: the squares of tiny or huge elements stay in range, and nothing is rounded.
        double largest = Reductions.MaximumMagnitude(matrix);
        unit = largest == 0 ? 1 : Math.ScaleB(1, Math.ILogB(largest));
        double[] full = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++) full[(i * n) + j] = full[(j * n) + i] = matrix[(i * n) + j] / unit;
        }

        return new Tridiagonalization(workers, full, n);
    }
}
