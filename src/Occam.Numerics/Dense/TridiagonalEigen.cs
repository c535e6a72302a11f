using Occam.Numerics.Threading;

namespace Occam.Numerics.Dense;

/// <summary>
/// Eigenvalues of real symmetric tridiagonal matrices, by the implicit QL method. The error of each is a few units of rounding times the
/// norm of the matrix, times a number that grows slowly with the order. The off-diagonal has one element less than the diagonal.
/// </summary>
public static class TridiagonalEigen
{
    private static readonly Workers s_caller = new(1);

    /// <summary>All eigenvalues, ascending.</summary>
    public static double[] Values(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> offDiagonal)
    {
        double[] values = diagonal.ToArray();
        Run(s_caller, values, offDiagonal, [], 0);
        Array.Sort(values);
        return values;
    }

    /// <summary>The quadrature rule of Golub and Welsch 1969: eigenvalues and squared first components of the eigenvectors.</summary>
    public static QuadratureRule Quadrature(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> offDiagonal)
    {
        double[] values = diagonal.ToArray(), first = new double[values.Length];
        if (first.Length > 0) first[0] = 1;
        Run(s_caller, values, offDiagonal, first, 1);
        Array.Sort(values, first);
        for (int i = 0; i < first.Length; i++) first[i] *= first[i];
        return new QuadratureRule(values, first);
    }

    /// <summary>Eigenvalues, ascending, and eigenvectors of length 1: row i of the row-major [n, n] array belongs to value i.</summary>
    public static (double[] Values, double[] Vectors) Decompose(Workers workers, ReadOnlySpan<double> diagonal, ReadOnlySpan<double> offDiagonal)
    {
        int n = diagonal.Length;
        double[] values = diagonal.ToArray(), rows = new double[n * n];
        for (int i = 0; i < n; i++) rows[(i * n) + i] = 1;
        Run(workers, values, offDiagonal, rows, n);
        return (values, Sort(values, rows, n));
    }

    /// <summary>Overwrites the diagonal with the eigenvalues, in no order, and turns the rows of a [n, columns] matrix along.</summary>
    internal static void Run(Workers workers, double[] diagonal, ReadOnlySpan<double> offDiagonal, double[] rows, int columns)
    {
        int n = diagonal.Length;
        if (offDiagonal.Length != Math.Max(0, n - 1))
            throw new ArgumentException($"TridiagonalEigen: expected {Math.Max(0, n - 1)} off-diagonal elements for order {n}, got {offDiagonal.Length}. Pass one less than the diagonal has.");
        double[] below = new double[n];
        offDiagonal.CopyTo(below);
        ImplicitQl.Run(diagonal, below, new RotationQueue(workers, rows, n, columns));
    }

    /// <summary>Sorts the values and returns the rows in the same order; equal values keep theirs.</summary>
    internal static double[] Sort(double[] values, double[] rows, int columns)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        double[] unsorted = [.. values], sorted = new double[rows.Length];
        for (int i = 0; i < order.Length; i++)
        {
            values[i] = unsorted[order[i]];
            Array.Copy(rows, (long)order[i] * columns, sorted, (long)i * columns, columns);
        }

        return sorted;
    }
}
