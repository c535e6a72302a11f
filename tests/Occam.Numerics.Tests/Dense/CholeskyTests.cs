using Occam.Numerics.Dense;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;
using Occam.Testing;

namespace Occam.Numerics.Tests.Dense;

public sealed class CholeskyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(65)]
    [InlineData(257)]
    [InlineData(301)]
    [InlineData(831)]
    public void Every_element_is_the_scalar_chain_of_its_definition_and_the_upper_triangle_stays(int n)
    {
        using Workers workers = new(2);
        double[] a = Definite(n), expected = [.. a], actual = [.. a];
        Scalar(expected, n);
        Cholesky.Factor<double>(workers, actual, n);
        AssertBits.Equal(expected, actual, $"double {n}");
        float[] a4 = Vectors.Convert<double, float>(a), expected4 = [.. a4], actual4 = [.. a4];
        Scalar(expected4, n);
        Cholesky.Factor<float>(workers, actual4, n);
        AssertBits.Equal(expected4, actual4, $"float {n}");
    }

    [Fact]
    public void Factor_of_the_second_difference_in_closed_form()
    {
        // The pivots are (i + 2)/(i + 1): l[i,i]² of row i, counted from 0.
        const int N = 400;
        using Workers workers = new(2);
        double[] a = KnownMatrices.Laplacian(N);
        Cholesky.Factor<double>(workers, a, N);
        for (int i = 0; i < N; i++) Assert.Equal(Math.Sqrt((i + 2.0) / (i + 1.0)), a[(i * N) + i], 1e-14);
        Assert.Equal(Math.Log(N + 1), Cholesky.LogDeterminant<double>(a, N), 1e-11);
    }

    [Fact]
    public void Determinant_of_a_Hilbert_matrix()
    {
        // det H₅ = 1/266716800000, Hilbert 1894.
        using Workers workers = new(1);
        double[] a = KnownMatrices.Hilbert(5);
        Cholesky.Factor<double>(workers, a, 5);
        Assert.Equal(-Math.Log(266716800000), Cholesky.LogDeterminant<double>(a, 5), 1e-10);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(40, 3)]
    [InlineData(256, 1)]
    [InlineData(600, 10)]
    [InlineData(1600, 2)]
    public void Solves_the_second_difference(int n, int columns)
    {
        // Right-hand side c + 1 everywhere: x[i] = (c + 1)·(i + 1)·(n − i)/2.
        using Workers workers = new(2);
        double[] a = KnownMatrices.Laplacian(n), b = [.. Enumerable.Range(0, n * columns).Select(i => (i % columns) + 1.0)];
        Cholesky.Factor<double>(workers, a, n);
        Cholesky.Solve<double>(workers, a, n, b, columns);
        for (int i = 0; i < n; i++)
        {
            // The condition number is about n²/2.5, hence the relative tolerance.
            double expected = (i + 1.0) * (n - i) / 2;
            for (int c = 0; c < columns; c++) Assert.Equal(1, b[(i * columns) + c] / ((c + 1) * expected), 1e-10);
        }
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(300, 0)]
    [InlineData(300, 40)]
    [InlineData(300, 270)]
    public void A_pivot_that_is_not_positive_is_named(int n, int row)
    {
        using Workers workers = new(2);
        double[] a = KnownMatrices.Diagonal([.. Enumerable.Range(0, n).Select(i => i == row ? -0.5 : 2.0)]);
        NumericalException failure = Assert.Throws<NumericalException>(() => Cholesky.Factor<double>(workers, a, n));
        Assert.Equal($"Cholesky factorization of a {n} × {n} matrix", failure.Fault.What);
        Assert.Equal("a positive pivot in every row", failure.Fault.Expected);
        Assert.Equal($"-0.5 in row {row}, counted from 0", failure.Fault.Got);
        Assert.StartsWith("The matrix is not positive definite", failure.Fault.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0.0)]
    public void Pivots_that_are_no_positive_numbers_are_refused(double bad)
    {
        using Workers workers = new(1);
        double[] a = KnownMatrices.Diagonal(1, bad, 1);
        Assert.Throws<NumericalException>(() => Cholesky.Factor<double>(workers, a, 3));
    }

    [Fact]
    public void Bits_do_not_depend_on_the_number_of_workers()
    {
        const int N = 1000;
        float[] source = Vectors.Convert<double, float>(Definite(N)), right = Vectors.Convert<double, float>(new Draws("right").Normals(N * 3));
        float[]? factor = null, solution = null;
        foreach (int count in (int[])[1, 2, 5])
        {
            using Workers workers = new(count);
            float[] a = [.. source], b = [.. right];
            Cholesky.Factor<float>(workers, a, N);
            Cholesky.Solve<float>(workers, a, N, b, 3);
            AssertBits.Equal(factor ??= a, a, $"factor on {count} workers");
            AssertBits.Equal(solution ??= b, b, $"solution on {count} workers");
        }
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        using Workers workers = new(1);
        Assert.Throws<ArgumentException>(() => Cholesky.Factor<double>(workers, new double[5], 2));
        Assert.Throws<ArgumentException>(() => Cholesky.Solve<double>(workers, new double[4], 2, new double[3], 2));
        Cholesky.Factor<double>(workers, [], 0);
    }

    /// <summary>Uniform elements around a dominant diagonal; the upper triangle holds other numbers, to see that it is let alone.</summary>
    private static double[] Definite(int n)
    {
        Draws draws = new("definite");
        double[] a = new double[n * n];
        for (int i = 0; i < a.Length; i++) a[i] = (float)draws.Uniform(-1, 1);
        for (int i = 0; i < n; i++) a[(i * n) + i] = 3 * Math.Sqrt(n);
        return a;
    }

    private static void Scalar(double[] a, int n)
    {
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                double sum = a[(i * n) + j];
                for (int k = 0; k < j; k++) sum = Math.FusedMultiplyAdd(-a[(i * n) + k], a[(j * n) + k], sum);
                a[(i * n) + j] = i == j ? Math.Sqrt(sum) : sum * (1 / a[(j * n) + j]);
            }
        }
    }

    private static void Scalar(float[] a, int n)
    {
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                float sum = a[(i * n) + j];
                for (int k = 0; k < j; k++) sum = MathF.FusedMultiplyAdd(-a[(i * n) + k], a[(j * n) + k], sum);
                a[(i * n) + j] = i == j ? MathF.Sqrt(sum) : sum * (1 / a[(j * n) + j]);
            }
        }
    }
}
