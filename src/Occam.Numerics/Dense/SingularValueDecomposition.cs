using Occam.Numerics.Errors;
using Occam.Numerics.Simd;

namespace Occam.Numerics.Dense;

/// <summary>
/// The thin factorization A = Σᵢ σᵢ·uᵢ·vᵢᵀ of a real matrix, by one-sided Jacobi rotations: rows are turned in pairs until every two of them are
/// orthogonal. Each value's error is a few units of rounding times σ₁ at most; where A's rows are well scaled small values have their digits, too
/// (Demmel and Veselić 1992). Time about 8·k²·max(rows, columns) for each of five to ten sweeps, k the shorter side.
/// </summary>
/// <param name="Values">σ, descending, as many as the shorter side.</param>
/// <param name="Left">Row i is uᵢ, [values, rows of A].</param>
/// <param name="Right">Row i is vᵢ, [values, columns of A].</param>
public sealed record SingularValueDecomposition(double[] Values, double[] Left, double[] Right)
{
    // Its inverse is still finite.
    private const int SmallestExponent = -1022;

    /// <summary>Factors a row-major matrix; it is not changed.</summary>
    /// <param name="matrix">A, [rows, columns].</param>
    /// <param name="rows">Rows of A.</param>
    /// <param name="columns">Columns of A.</param>
    /// <param name="near">The factorization of a matrix of this shape nearby, which saves most of the sweeps; null for none. Small values then have an error of some units of rounding times σ₁.</param>
    /// <remarks>The sign of a pair uᵢ, vᵢ, and the bases of a multiple value's spaces, are what the method makes them: the same bits on every machine.</remarks>
    /// <exception cref="NumericalException">An element is not finite.</exception>
    public static SingularValueDecomposition Of(ReadOnlySpan<double> matrix, int rows, int columns, SingularValueDecomposition? near = null)
    {
        if (rows < 0 || columns < 0 || matrix.Length != (long)rows * columns)
            throw new ArgumentException($"SingularValueDecomposition: expected {rows} × {columns} = {(long)rows * columns} values, got {matrix.Length}. Pass the whole matrix.");
        int bad = Reductions.IndexOfFirstNonFinite(matrix);
        if (bad >= 0)
        {
            throw new NumericalException(
                $"Singular values of a {rows} × {columns} matrix", "finite elements", $"{matrix[bad]} in row {bad / columns}, column {bad % columns}",
                "Look for the first value that is not finite in what made the matrix.");
        }

        if (rows > columns)
        {
            SingularValueDecomposition turned = Wide(Transposed(matrix, rows, columns), columns, rows, near?.Right);
            return new SingularValueDecomposition(turned.Values, turned.Right, turned.Left);
        }

        return Wide(matrix.ToArray(), rows, columns, near?.Left);
    }

    private static SingularValueDecomposition Wide(double[] a, int rows, int columns, double[]? basis)
    {
        // A power of two: the squares of tiny or huge elements stay in range, and nothing is rounded.
        double largest = Reductions.MaximumMagnitude<double>(a), unit = largest == 0 ? 1 : Math.ScaleB(1, Math.Max(SmallestExponent, Math.ILogB(largest)));
        VectorOperations.Scale(1 / unit, a);
        double[] turns = Identity(rows);
        if (basis is not null)
        {
            if (basis.Length != rows * rows) throw new ArgumentException($"SingularValueDecomposition: expected a matrix nearby of {rows} × {columns}. Pass one of the same shape.");
            (a, turns) = (Product(basis, a, rows, columns), [.. basis]);
        }

        JacobiRotations.Run(a, columns, turns, rows);
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) values[i] = Math.Sqrt(Reductions.SumOfSquares<double>(a.AsSpan(i * columns, columns)));
        int[] order = [.. Enumerable.Range(0, rows).OrderByDescending(i => values[i])];
        SingularValueDecomposition result = new(new double[rows], new double[rows * rows], new double[rows * columns]);
        for (int i = 0; i < rows; i++)
        {
            int from = order[i];
            double value = values[from];
            result.Values[i] = value * unit;
            turns.AsSpan(from * rows, rows).CopyTo(result.Left.AsSpan(i * rows));
            Span<double> right = result.Right.AsSpan(i * columns, columns);
            if (value == 0) continue;
            a.AsSpan(from * columns, columns).CopyTo(right);
            VectorOperations.Scale(1 / value, right);
        }

        Complete(result, rows, columns);
        return result;
    }

    /// <summary>A value of exactly 0 leaves its right vector open: any that is orthogonal to the others will do.</summary>
    private static void Complete(SingularValueDecomposition result, int rows, int columns)
    {
        int rank = Array.FindIndex(result.Values, v => v == 0);
        if (rank < 0) return;
        using Threading.Workers worker = new(1);
        double[] q = QrFactorization.Factor(worker, result.Right, rows, columns).Q;
        q.AsSpan(rank * columns).CopyTo(result.Right.AsSpan(rank * columns));
    }

    private static double[] Product(double[] basis, double[] a, int rows, int columns)
    {
        double[] product = new double[a.Length];
        using Threading.Workers worker = new(1);
        Gemm.Multiply(worker, new MatrixView<double>(basis, rows, rows), new MatrixView<double>(a, rows, columns), product);
        return product;
    }

    private static double[] Identity(int n)
    {
        double[] identity = new double[n * n];
        for (int i = 0; i < n; i++) identity[i * (n + 1)] = 1;
        return identity;
    }

    private static double[] Transposed(ReadOnlySpan<double> matrix, int rows, int columns)
    {
        double[] turned = new double[matrix.Length];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) turned[(j * rows) + i] = matrix[(i * columns) + j];
        return turned;
    }
}
