using Occam.Numerics.Dense;
using Occam.Numerics.Errors;
using Occam.Testing;

namespace Occam.Numerics.Tests.Dense;

public sealed class SingularValueDecompositionTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(5, 5)]
    [InlineData(6, 31)]
    [InlineData(31, 6)]
    [InlineData(100, 100)]
    public void Product_is_the_matrix_and_vectors_are_orthonormal(int rows, int columns)
    {
        double[] a = new Draws("svd").Normals(rows * columns);
        double[] expected = [.. MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.OfColumnMajor(columns, rows, a).Svd(false).S];
        Check(a, rows, columns, expected, 1e-13);
    }

    [Fact]
    public void Values_over_fifteen_orders_of_magnitude()
    {
        // Rows of graded size have small values with all their digits; diag(d)·Q has them when Q is orthogonal.
        double[] d = [.. Enumerable.Range(0, 16).Select(i => Math.Pow(10, -i))], a = KnownMatrices.WithSpectrum([.. Enumerable.Repeat(1.0, 8), .. Enumerable.Repeat(-1.0, 8)]);
        for (int i = 0; i < 16; i++)
            for (int j = 0; j < 16; j++) a[(i * 16) + j] *= d[i];
        double[] values = SingularValueDecomposition.Of(a, 16, 16).Values;
        for (int i = 0; i < 16; i++) Assert.Equal(1, values[i] / d[i], 1e-14);
    }

    [Fact]
    public void Rank_one_and_zero()
    {
        double[] u = new Draws("u").Normals(9), v = new Draws("v").Normals(20), a = new double[180], expected = new double[9];
        for (int i = 0; i < 9; i++)
            for (int j = 0; j < 20; j++) a[(i * 20) + j] = u[i] * v[j];
        expected[0] = Vectors.Norm(u) * Vectors.Norm(v);
        Check(a, 9, 20, expected, 1e-13);
        Check(new double[180], 9, 20, new double[9], 0);
        Check(KnownMatrices.Diagonal(3, 0, -7, 0), 4, 4, [7, 3, 0, 0], 0);
    }

    [Fact]
    public void Rows_that_are_parallel_but_for_rounding()
    {
        double[] a = new double[4];
        for (int i = 0; i < 1000; i++)
        {
            double angle = 0.01 * i, scale = Math.Pow(10, -(i % 40));
            (a[0], a[1], a[2], a[3]) = (Math.Cos(angle), Math.Sin(angle), scale * Math.Cos(angle), scale * Math.Sin(angle));
            double[] values = SingularValueDecomposition.Of(a, 2, 2).Values;
            Assert.Equal(Math.Sqrt(1 + (scale * scale)), values[0], 1e-15);
            Assert.InRange(values[1], 0, 1e-15 * scale);
        }
    }

    [Fact]
    public void Repeated_values() => Check(KnownMatrices.WithSpectrum([.. Enumerable.Range(0, 60).Select(i => i < 20 ? -1.0 : i < 45 ? 2 : 2.5)]), 60, 60, [.. Enumerable.Repeat(2.5, 15), .. Enumerable.Repeat(2.0, 25), .. Enumerable.Repeat(1.0, 20)], 1e-13);

    [Theory]
    [InlineData(1e-170)]
    [InlineData(1e-300)]
    [InlineData(1e170)]
    public void Scale_does_not_matter(double scale)
    {
        double[] values = SingularValueDecomposition.Of([.. KnownMatrices.Laplacian(40).Select(x => x * scale)], 40, 40).Values;
        for (int k = 1; k <= 40; k++) Assert.Equal(KnownMatrices.LaplacianValue(40, k), values[40 - k] / scale, 1e-13);
    }

    [Fact]
    public void Numbers_below_the_normal_ones()
    {
        Assert.Equal([1e-310, 5e-311], SingularValueDecomposition.Of([0, 1e-310, 5e-311, 0], 2, 2).Values, (a, b) => Math.Abs((a / b) - 1) < 1e-10);
    }

    [Theory]
    [InlineData(12, 30)]
    [InlineData(30, 12)]
    public void A_matrix_nearby_changes_no_value(int rows, int columns)
    {
        double[] a = new Draws("svd").Normals(rows * columns), b = [.. a];
        for (int i = 0; i < b.Length; i++) b[i] += 1e-3 * Math.Sin(i);
        SingularValueDecomposition near = SingularValueDecomposition.Of(a, rows, columns), expected = SingularValueDecomposition.Of(b, rows, columns);
        SingularValueDecomposition actual = SingularValueDecomposition.Of(b, rows, columns, near);
        for (int i = 0; i < expected.Values.Length; i++) Assert.Equal(expected.Values[i], actual.Values[i], 1e-13);
        CheckVectors(b, rows, columns, actual, 1e-13);
        Assert.Throws<ArgumentException>(() => SingularValueDecomposition.Of(new double[rows * 4], rows, 4, near));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SingularValueDecomposition.Of(new double[5], 2, 3));
        NumericalException failure = Assert.Throws<NumericalException>(() => SingularValueDecomposition.Of([1, 2, 3, double.NaN, 5, 6], 2, 3));
        Assert.Equal(
            "Singular values of a 2 × 3 matrix: expected finite elements, got NaN in row 1, column 0. Look for the first value that is not finite in what made the matrix.",
            failure.Message);
        Assert.Empty(SingularValueDecomposition.Of([], 0, 3).Values);
    }

    private static void Check(double[] a, int rows, int columns, double[] expected, double tolerance)
    {
        SingularValueDecomposition svd = SingularValueDecomposition.Of(a, rows, columns);
        Assert.Equal(expected.Length, svd.Values.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], svd.Values[i], tolerance * expected[0]);
        CheckVectors(a, rows, columns, svd, 1e-13 * Math.Max(1, expected[0]));
    }

    private static void CheckVectors(double[] a, int rows, int columns, SingularValueDecomposition svd, double tolerance)
    {
        int k = Math.Min(rows, columns);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double sum = 0;
                for (int r = 0; r < k; r++) sum += svd.Values[r] * svd.Left[(r * rows) + i] * svd.Right[(r * columns) + j];
                Assert.Equal(a[(i * columns) + j], sum, tolerance);
            }
        }

        Orthonormal(svd.Left, k, rows);
        Orthonormal(svd.Right, k, columns);
    }

    private static void Orthonormal(double[] vectors, int count, int length)
    {
        for (int i = 0; i < count; i++)
            for (int j = 0; j <= i; j++) Assert.Equal(i == j ? 1 : 0, Vectors.Dot(vectors.AsSpan(i * length, length), vectors.AsSpan(j * length, length)), 1e-13);
    }
}
