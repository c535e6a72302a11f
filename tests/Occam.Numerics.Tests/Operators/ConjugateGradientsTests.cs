using Occam.Numerics.Errors;
using Occam.Numerics.Operators;
using Occam.Numerics.Tests.Dense;
using Occam.Numerics.Threading;
using Occam.Testing;

namespace Occam.Numerics.Tests.Operators;

public sealed class ConjugateGradientsTests
{
    [Fact]
    public void Second_difference_in_as_many_steps_as_it_sees_eigenvalues()
    {
        // b = 1 is even: only half of the eigenvectors take part. x[i] = (i + 1)(n − i)/2.
        const int N = 100;
        double[] b = Ones(N);
        ConjugateGradientsResult result = ConjugateGradients.Solve(FunctionOperator.Laplacian(N), b);
        Assert.Equal(ConjugateGradientsEnd.Converged, result.End);
        Assert.InRange(result.Iterations, N / 2, (N / 2) + 2);
        Assert.Equal(result.Iterations + 1, result.Products);
        for (int i = 0; i < N; i++) Assert.Equal((i + 1.0) * (N - i) / 2, result.Value[i], 1e-7);
        Assert.InRange(result.RelativeResidual, 0, 2e-10);
        Assert.InRange(result.Curvature, KnownMatrices.LaplacianValue(N, 1), KnownMatrices.LaplacianValue(N, N));
    }

    [Fact]
    public void The_oracle_is_solved_and_the_residual_is_that_of_the_solution()
    {
        SpectralOracle oracle = SpectralOracle.Read();
        using Workers workers = new(1);
        double[] a = oracle.Matrix(shifted: true), b = [.. Enumerable.Range(1, oracle.Order).Select(i => (double)i)];
        ConjugateGradientsResult result = ConjugateGradients.Solve(new DenseOperator(workers, a, oracle.Order), b, 1e-12);
        for (int i = 0; i < b.Length; i++) Assert.Equal(oracle.Solution[i], result.Value[i], 1e-11);
        result = ConjugateGradients.Solve(new DenseOperator(workers, a, oracle.Order), b, 1e-3);
        Assert.Equal(Vectors.Distance(b, KnownMatrices.Times(a, result.Value)), result.Residual, 1e-10);
        Assert.Equal(result.Residual / Vectors.Norm(b), result.RelativeResidual, 1e-14);
    }

    [Fact]
    public void A_diagonal_preconditioner_undoes_a_bad_scale()
    {
        // S·(L + 2I)·S: L + 2I has eigenvalues between 2 and 6, the scales S make the condition number a million times as large.
        const int N = 60;
        double[] scale = [.. Enumerable.Range(0, N).Select(i => Math.Pow(10, 3.0 * i / N))], diagonal = [.. scale.Select(s => 4 * s * s)];
        FunctionOperator matrix = new(N, (i, x) =>
            scale[i] * ((4 * scale[i] * x[i]) - (i > 0 ? scale[i - 1] * x[i - 1] : 0) - (i < N - 1 ? scale[i + 1] * x[i + 1] : 0)));
        ConjugateGradientsResult plain = ConjugateGradients.Solve(matrix, Ones(N)), better = ConjugateGradients.Solve(matrix, Ones(N), diagonal: diagonal);
        Assert.Equal(ConjugateGradientsEnd.Converged, better.End);
        Assert.True(better.Iterations < plain.Iterations / 2, $"{better.Iterations} and {plain.Iterations}");
        Assert.InRange(better.RelativeResidual, 0, 2e-10);
    }

    [Fact]
    public void Negative_curvature_is_reported()
    {
        ConjugateGradientsResult result = ConjugateGradients.Solve(FunctionOperator.Diagonal(1, 2, -3), [1, 1, 1.5]);
        Assert.Equal(ConjugateGradientsEnd.NonPositiveCurvature, result.End);
        Assert.InRange(result.Curvature, -3, 0);
        Assert.Equal(0, ConjugateGradients.Solve(FunctionOperator.Diagonal(0, 0), [1, 1]).Curvature);
    }

    [Fact]
    public void The_limits_are_kept_and_named()
    {
        ConjugateGradientsResult result = ConjugateGradients.Solve(FunctionOperator.Laplacian(100), Ones(100), maximumIterations: 7);
        Assert.Equal((ConjugateGradientsEnd.MaximumIterations, 7, 8), (result.End, result.Iterations, result.Products));
        Assert.True(result.RelativeResidual > 0.1);

        // No double precision solution has such a residual, though the recursion goes on shrinking.
        FunctionOperator thirds = FunctionOperator.Diagonal(1 / 3.0, 5 / 7.0, 0.3, 0.9);
        Assert.Equal(ConjugateGradientsEnd.Stagnated, ConjugateGradients.Solve(thirds, [0.1, 0.2, 0.3, 0.7], 1e-25).End);
    }

    [Fact]
    public void Nothing_to_solve()
    {
        ConjugateGradientsResult result = ConjugateGradients.Solve(FunctionOperator.Laplacian(4), new double[4]);
        Assert.Equal((ConjugateGradientsEnd.Converged, 0.0, 0.0, 0), (result.End, result.Residual, result.RelativeResidual, result.Iterations));
        Assert.Equal([2.5], ConjugateGradients.Solve(FunctionOperator.Diagonal(2), [5.0]).Value);
    }

    [Fact]
    public void Bad_arguments_are_refused_together()
    {
        InputException failure = Assert.Throws<InputException>(
            () => ConjugateGradients.Solve(FunctionOperator.Laplacian(3), [1, double.NaN], -1, 5, [1, 0]));
        Assert.Equal(5, failure.Faults.Count);
        Assert.Equal("Conjugate gradients, right-hand side: expected 3 values, as the operator has, got 2. Pass one value for each row.", failure.Faults[0].ToString());
    }

    private static double[] Ones(int n) => [.. Enumerable.Repeat(1.0, n)];
}
