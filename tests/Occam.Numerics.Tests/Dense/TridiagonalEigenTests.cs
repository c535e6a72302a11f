using Occam.Numerics.Dense;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Tests.Dense;

public sealed class TridiagonalEigenTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(501)]
    public void Second_difference(int n)
    {
        double[] values = TridiagonalEigen.Values(Constant(n, 2), Constant(n - 1, -1));
        for (int k = 1; k <= n; k++) Assert.Equal(KnownMatrices.LaplacianValue(n, k), values[k - 1], 1e-13);
    }

    [Fact]
    public void Matrix_of_Kac_and_Clement_has_the_integers_of_one_parity()
    {
        const int N = 40;
        double[] below = [.. Enumerable.Range(1, N - 1).Select(k => Math.Sqrt(k * (N - k)))];
        double[] values = TridiagonalEigen.Values(new double[N], below);
        for (int i = 0; i < N; i++) Assert.Equal((2 * i) - (N - 1), values[i], 1e-12);
    }

    [Fact]
    public void Wilkinson_matrix_of_order_21_has_pairs_that_nearly_agree()
    {
        // Wilkinson 1965, The Algebraic Eigenvalue Problem, p. 309: the two largest agree to 14 digits.
        double[] values = TridiagonalEigen.Values([.. Enumerable.Range(0, 21).Select(i => Math.Abs(10.0 - i))], Constant(20, 1));
        Assert.Equal(10.746194182903393, values[20], 5e-14);
        Assert.Equal(10.746194182903322, values[19], 5e-14);
        Assert.Equal(9.2106786473614, values[18], 1e-12);
        Assert.Equal(-1.1254415221199847, values[0], 1e-13);
    }

    [Fact]
    public void Quadrature_of_Legendre()
    {
        // Five points; Abramowitz and Stegun, table 25.4 (weights there sum to 2).
        double[] below = [.. Enumerable.Range(1, 4).Select(k => k / Math.Sqrt((4.0 * k * k) - 1))];
        QuadratureRule rule = TridiagonalEigen.Quadrature(new double[5], below);
        double[] nodes = [-0.906179845938664, -0.538469310105683, 0, 0.538469310105683, 0.906179845938664];
        double[] weights = [0.236926885056189, 0.478628670499366, 0.568888888888889, 0.478628670499366, 0.236926885056189];
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(nodes[i], rule.Nodes[i], 1e-14);
            Assert.Equal(weights[i], 2 * rule.Weights[i], 1e-14);
        }
    }

    [Fact]
    public void Vectors_of_the_second_difference_are_sines()
    {
        const int N = 37;
        using Workers workers = new(2);
        (_, double[] vectors) = TridiagonalEigen.Decompose(workers, Constant(N, 2), Constant(N - 1, -1));
        for (int k = 0; k < N; k++)
        {
            double sign = Math.Sign(vectors[k * N]);
            for (int i = 0; i < N; i++)
            {
                double expected = Math.Sqrt(2.0 / (N + 1)) * Math.Sin((i + 1) * (k + 1) * Math.PI / (N + 1));
                Assert.Equal(expected, sign * vectors[(k * N) + i], 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e200)]
    public void Scale_does_not_matter(double scale)
    {
        double[] values = TridiagonalEigen.Values(Constant(20, 2 * scale), Constant(19, -scale));
        for (int k = 1; k <= 20; k++) Assert.Equal(KnownMatrices.LaplacianValue(20, k), values[k - 1] / scale, 1e-13);
    }

    [Fact]
    public void Zeros_beside_the_diagonal_and_nothing_at_all()
    {
        Assert.Equal([-1.0, 0, 0, 3], TridiagonalEigen.Values([3, 0, -1, 0], [0, 0, 0]));
        Assert.Equal([0.0, 0], TridiagonalEigen.Values([0, 0], [0]));
        Assert.Empty(TridiagonalEigen.Values([], []));
        QuadratureRule rule = TridiagonalEigen.Quadrature([3, 1], [0]);
        Assert.Equal([0.0, 1], rule.Weights);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentException>(() => TridiagonalEigen.Values([1, 2], [1, 1]));
        NumericalException failure = Assert.Throws<NumericalException>(() => TridiagonalEigen.Values([1, double.NaN], [1]));
        Assert.Equal("Eigenvalues of a tridiagonal matrix: expected finite elements, got NaN. Look for the first value that is not finite in what made the matrix.", failure.Message);
    }

    private static double[] Constant(int n, double value) => [.. Enumerable.Repeat(value, n)];
}
