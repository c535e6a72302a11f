using Occam.Numerics.Dense;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;
using Occam.Testing;

namespace Occam.Numerics.Tests.Dense;

public sealed class SymmetricEigenTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(34)]
    [InlineData(65)]
    [InlineData(200)]
    public void Known_spectrum_behind_two_reflectors(int n)
    {
        using Workers workers = new(2);
        double[] expected = [.. Enumerable.Range(0, n).Select(i => ((i * 37 % 101) - 50) / 7.0)];
        double[] a = KnownMatrices.WithSpectrum(expected);
        Array.Sort(expected);
        CheckDecomposition(workers, a, expected);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(3.5)]
    public void Multiples_of_the_identity(double scale)
    {
        using Workers workers = new(1);
        double[] expected = [.. Enumerable.Repeat(scale, 40)];
        CheckDecomposition(workers, KnownMatrices.Diagonal(expected), expected);
    }

    [Fact]
    public void Repeated_eigenvalues()
    {
        using Workers workers = new(2);
        double[] expected = [.. Enumerable.Range(0, 60).Select(i => i < 20 ? -1.0 : i < 45 ? 2 : 2.5)];
        CheckDecomposition(workers, KnownMatrices.WithSpectrum(expected), expected);
    }

    [Fact]
    public void Rank_one()
    {
        const int N = 50;
        using Workers workers = new(2);
        double[] u = new Draws("rank one").Normals(N), a = new double[N * N], expected = new double[N];
        for (int i = 0; i < N; i++)
            for (int j = 0; j < N; j++) a[(i * N) + j] = u[i] * u[j];
        expected[^1] = Vectors.Dot(u, u);
        CheckDecomposition(workers, a, expected);
    }

    [Fact]
    public void Hilbert_matrix_of_order_5()
    {
        // Published to many digits, for instance by Gregory and Karney 1969.
        using Workers workers = new(1);
        double[] expected = [0.000003287928772, 0.000305898040151, 0.011407491623420, 0.208534218611013, 1.567050691098231];
        double[] values = SymmetricEigen.Values(workers, KnownMatrices.Hilbert(5), 5);
        for (int i = 0; i < 5; i++) Assert.Equal(expected[i], values[i], 2e-15);
    }

    [Theory]
    [InlineData(1e-170)]
    [InlineData(1e-300)]
    [InlineData(1e170)]
    public void Scale_does_not_matter(double scale)
    {
        using Workers workers = new(1);
        double[] values = SymmetricEigen.Values(workers, [.. KnownMatrices.Laplacian(40).Select(x => x * scale)], 40);
        for (int k = 1; k <= 40; k++) Assert.Equal(KnownMatrices.LaplacianValue(40, k), values[k - 1] / scale, 1e-13);
    }

    [Fact]
    public void Only_the_lower_triangle_is_read()
    {
        using Workers workers = new(1);
        double[] a = KnownMatrices.Laplacian(9), b = [.. a];
        for (int i = 0; i < 9; i++)
            for (int j = i + 1; j < 9; j++) b[(i * 9) + j] = 7;

        // 7 changes the scale that the elements are divided by, a power of two, and with it no digit.
        AssertBits.Equal(SymmetricEigen.Values(workers, a, 9), SymmetricEigen.Values(workers, b, 9), "lower triangle");
    }

    [Fact]
    public void Bits_do_not_depend_on_the_number_of_workers()
    {
        const int N = 240;
        double[] a = new Draws("workers").Normals(N * N);
        double[]? first = null, firstVectors = null;
        foreach (int count in (int[])[1, 2, 5])
        {
            using Workers workers = new(count);
            (double[] values, double[] vectors) = SymmetricEigen.Decompose(workers, a, N);
            AssertBits.Equal(first ??= values, values, $"values on {count} workers");
            AssertBits.Equal(firstVectors ??= vectors, vectors, $"vectors on {count} workers");
            AssertBits.Equal(values, SymmetricEigen.Values(workers, a, N), "values alone");
        }
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        using Workers workers = new(1);
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Values(workers, new double[5], 2));
        NumericalException failure = Assert.Throws<NumericalException>(() => SymmetricEigen.Values(workers, [1, 2, double.NaN, 4], 2));
        Assert.Equal(
            "Eigenvalues of a 2 × 2 matrix: expected finite elements, got NaN in row 1, column 0. Look for the first value that is not finite in what made the matrix.",
            failure.Message);
        Assert.Empty(SymmetricEigen.Values(workers, [], 0));
    }

    /// <summary>A curvature matrix of few examples: most eigenvalues are zero, and what the reduction leaves of them is rounding.</summary>
    [Theory]
    [InlineData(120, 20, 3)]
    [InlineData(121, 10, 1)]
    [InlineData(230, 10, 2)]
    [InlineData(300, 15, 5)]
    public void Most_eigenvalues_are_zero(int n, int rank, int stepsPerDecade)
    {
        using Workers workers = new(2);
        double[] a = new double[n * n], expected = new double[n];
        for (int k = 1; k <= rank; k++)
        {
            double value = expected[n - k] = Math.Pow(10, -(double)(k - 1) / stepsPerDecade);
            for (int i = 1; i <= n; i++)
            {
                for (int j = 1; j <= n; j++) a[((i - 1) * n) + j - 1] += value * 2 / (n + 1) * Math.Sin(i * k * Math.PI / (n + 1)) * Math.Sin(j * k * Math.PI / (n + 1));
            }
        }

        CheckDecomposition(workers, a, expected);
    }

    private static void CheckDecomposition(Workers workers, double[] a, double[] expected)
    {
        int n = expected.Length;
        (double[] values, double[] vectors) = SymmetricEigen.Decompose(workers, a, n);

        // Backward error: some units of rounding times the norm, growing slowly with n.
        double allowed = 20 * Math.Sqrt(n) * 2.2e-16 * Math.Max(1e-300, expected.Max(Math.Abs));
        for (int i = 0; i < n; i++)
        {
            Assert.Equal(expected[i], values[i], allowed);
            Assert.InRange(KnownMatrices.Residual(a, vectors.AsSpan(i * n, n), values[i]), 0, allowed);
        }

        Assert.InRange(KnownMatrices.Nonorthogonality(vectors, n, n), 0, 1e-13);
    }
}
