using Occam.Numerics.Errors;
using Occam.Numerics.Operators;
using Occam.Numerics.Random;
using Occam.Numerics.Tests.Dense;
using Occam.Numerics.Threading;
using Occam.Testing;

namespace Occam.Numerics.Tests.Operators;

public sealed class LanczosTests
{
    [Fact]
    public void Ends_of_the_second_difference()
    {
        const int N = 300;
        LanczosResult result = Solve(FunctionOperator.Laplacian(N), 5, 3);
        Assert.True(result.Converged);
        for (int i = 0; i < 5; i++) Assert.Equal(KnownMatrices.LaplacianValue(N, N - i), result.Largest[i].Value, 1e-12);
        for (int i = 0; i < 3; i++) Assert.Equal(KnownMatrices.LaplacianValue(N, i + 1), result.Smallest[i].Value, 1e-12);
        Assert.Equal(result.Steps + 8, result.Products);
        Assert.Equal(1, result.Chains);
    }

    [Fact]
    public void Both_signs_of_the_oracle()
    {
        SpectralOracle oracle = SpectralOracle.Read();
        using Workers workers = new(2);
        LanczosResult result = Solve(new DenseOperator(workers, oracle.Matrix(), oracle.Order), 4, 4);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(oracle.Values[^(i + 1)], result.Largest[i].Value, 1e-10);
            Assert.Equal(oracle.Values[i], result.Smallest[i].Value, 1e-10);
        }
    }

    [Theory]
    [InlineData(12)]
    [InlineData(300)]
    public void The_certificate_is_the_residual_of_the_vector_and_bounds_the_error(int steps)
    {
        double[] spectrum = [.. Enumerable.Range(0, 120).Select(i => i < 3 ? 10.0 + i : i / 120.0)], a = KnownMatrices.WithSpectrum(spectrum);
        using Workers workers = new(1);
        LanczosResult result = Solve(new DenseOperator(workers, a, 120), 5, 2, steps);
        Assert.Equal(steps > 12, result.Converged);
        foreach (RitzPair pair in (RitzPair[])[.. result.Largest, .. result.Smallest])
        {
            Assert.Equal(1, Vectors.Norm(pair.Vector!), 1e-14);
            Assert.Equal(KnownMatrices.Residual(a, pair.Vector!, pair.Value), pair.Residual, 1e-12);
            Assert.InRange(spectrum.Min(value => Math.Abs(value - pair.Value)), 0, pair.Residual + 1e-12);
        }

        // The three far out are found at once; the edge of the bulk needs more than 12 steps.
        Assert.Equal(12, result.Largest[0].Value, 1e-9);
        Assert.Equal(steps == 12, result.Smallest[0].Residual > 1e-4);
    }

    [Fact]
    public void Copies_of_eigenvalues_are_found_when_the_spaces_are_invariant()
    {
        double[] spectrum = [.. Enumerable.Range(0, 60).Select(i => i < 3 ? 5.0 : i < 5 ? 4 : i < 58 ? 1 : -2)];
        using Workers workers = new(2);
        foreach (ILinearOperator matrix in (ILinearOperator[])[FunctionOperator.Diagonal(spectrum), new DenseOperator(workers, KnownMatrices.WithSpectrum(spectrum), 60)])
        {
            LanczosResult result = Solve(matrix, 6, 3);
            AssertValues([5, 5, 5, 4, 4, 1], result.Largest, 1e-12);
            AssertValues([-2, -2, 1], result.Smallest, 1e-12);
            Assert.True(result.Converged);
            Assert.True(result.Chains >= 4, $"{result.Chains} chains");
            Assert.True(result.Steps < 60, $"{result.Steps} steps");
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(2.5)]
    public void Multiples_of_the_identity(double scale)
    {
        LanczosResult result = Solve(FunctionOperator.Diagonal([.. Enumerable.Repeat(scale, 30)]), 3, 2);
        AssertValues([scale, scale, scale], result.Largest, 1e-14);
        AssertValues([scale, scale], result.Smallest, 1e-14);
        Assert.True(result.Converged);
        Assert.Equal(result.Steps, result.Chains);
    }

    [Fact]
    public void Order_one()
    {
        LanczosResult result = Solve(FunctionOperator.Diagonal(-7), 10, 5);
        AssertValues([-7], result.Largest, 0);
        AssertValues([-7], result.Smallest, 0);
        Assert.True(result.Converged);
        Assert.Equal(2, result.Products);
    }

    [Fact]
    public void Rank_one()
    {
        double[] u = new Draws("u").Normals(50);
        LanczosResult result = Solve(new FunctionOperator(50, (i, x) => u[i] * Vectors.Dot(u, x)), 3, 2);
        AssertValues([Vectors.Dot(u, u), 0, 0], result.Largest, 1e-12);
        AssertValues([0, 0], result.Smallest, 1e-12);
    }

    [Fact]
    public void More_values_than_the_matrix_has()
    {
        LanczosResult result = Solve(FunctionOperator.Diagonal(3, 1, 2), 10, 10);
        AssertValues([3, 2, 1], result.Largest, 1e-14);
        AssertValues([1, 2, 3], result.Smallest, 1e-14);
    }

    [Fact]
    public void Vectors_are_kept_only_when_asked_for_and_the_seed_does_not_decide_the_values()
    {
        using Workers workers = new(1);
        FunctionOperator matrix = FunctionOperator.Laplacian(80);
        LanczosResult one = Lanczos.Solve(workers, matrix, new Seed(1)), other = Lanczos.Solve(workers, matrix, new Seed(2));
        Assert.All(one.Largest, pair => Assert.Null(pair.Vector));
        Assert.Equal(10, one.Largest.Count);
        for (int i = 0; i < 10; i++) Assert.Equal(one.Largest[i].Value, other.Largest[i].Value, 1e-12);
    }

    [Fact]
    public void Settings_that_make_no_sense_are_refused_together()
    {
        using Workers workers = new(1);
        LanczosSettings settings = new() { Largest = 0, Smallest = 0, Tolerance = double.NaN, MaximumSteps = -1 };
        InputException failure = Assert.Throws<InputException>(() => Lanczos.Solve(workers, FunctionOperator.Laplacian(9), new Seed(1), settings));
        Assert.Equal(3, failure.Faults.Count);
        failure = Assert.Throws<InputException>(() => Solve(FunctionOperator.Laplacian(9), 3, 2, 4));
        Assert.Equal("Lanczos, most steps: expected at least 5, one for each eigenvalue, got 4. Allow several times as many steps as eigenvalues.", failure.Message);
    }

    private static LanczosResult Solve(ILinearOperator matrix, int largest, int smallest, int steps = 300)
    {
        using Workers workers = new(2);
        return Lanczos.Solve(
            workers, matrix, new Seed(3), new LanczosSettings { Largest = largest, Smallest = smallest, MaximumSteps = steps, KeepVectors = true });
    }

    private static void AssertValues(double[] expected, IReadOnlyList<RitzPair> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i].Value, tolerance);
    }
}
