using Occam.Numerics.Dense;
using Occam.Numerics.Errors;
using Occam.Numerics.Operators;
using Occam.Numerics.Random;
using Occam.Numerics.Tests.Dense;
using Occam.Numerics.Threading;
using Occam.Testing;

namespace Occam.Numerics.Tests.Operators;

/// <summary>What every algorithm over an operator must do.</summary>
public sealed class OperatorTests
{
    private static readonly Seed s_seed = new(5);

    public static TheoryData<string> Algorithms => ["lanczos", "quadrature", "hutchinson", "hutch++", "gradients"];

    [Fact]
    public void A_dense_operator_multiplies_and_a_shifted_one_shifts()
    {
        SpectralOracle oracle = SpectralOracle.Read();
        using Workers workers = new(2);
        double[] a = oracle.Matrix(), x = new Draws("x").Normals(oracle.Order), y = new double[oracle.Order], expected = KnownMatrices.Times(a, x);
        DenseOperator dense = new(workers, a, oracle.Order);
        dense.Apply(x, y);
        for (int i = 0; i < y.Length; i++) Assert.Equal(expected[i], y[i], 1e-11);
        new ShiftedOperator(dense, -2, 3).Apply(x, y);
        for (int i = 0; i < y.Length; i++) Assert.Equal((-2 * expected[i]) + (3 * x[i]), y[i], 1e-11);
        Assert.Throws<ArgumentException>(() => dense.Apply(x.AsSpan(1), y));
        Assert.Throws<ArgumentException>(() => new DenseOperator(workers, a, 5));
    }

    [Fact]
    public void The_dense_spectrum_is_that_of_the_oracle()
    {
        SpectralOracle oracle = SpectralOracle.Read();
        using Workers workers = new(2);
        double[] values = SymmetricEigen.Values(workers, oracle.Matrix(), oracle.Order);
        for (int i = 0; i < values.Length; i++) Assert.Equal(oracle.Values[i], values[i], 1e-11);
        double[] factor = oracle.Matrix(shifted: true), x = [.. Enumerable.Range(1, oracle.Order).Select(i => (double)i)];
        Cholesky.Factor<double>(workers, factor, oracle.Order);
        Assert.Equal(oracle.LogDeterminant, Cholesky.LogDeterminant<double>(factor, oracle.Order), 1e-11);
        Cholesky.Solve<double>(workers, factor, oracle.Order, x, 1);
        for (int i = 0; i < x.Length; i++) Assert.Equal(oracle.Solution[i], x[i], 1e-14);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_product_that_is_not_finite_ends_with_a_message_of_four_parts(string algorithm)
    {
        foreach ((double bad, string text) in ((double, string)[])[(double.NaN, "NaN"), (double.NegativeInfinity, "-Infinity")])
        {
            int calls = 0;
            FunctionOperator broken = new(6, (i, x) => i == 4 && ++calls == 2 ? bad : (i + 1) * x[i]);
            NumericalException failure = Assert.Throws<NumericalException>(() => Run(algorithm, broken, default));
            Assert.Equal("Product 2 of a linear operator of dimension 6", failure.Fault.What);
            Assert.Equal("finite values", failure.Fault.Expected);
            Assert.Equal($"{text} at element 4", failure.Fault.Got);
            Assert.StartsWith("Check the parameters and data", failure.Fault.Remedy, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Progress_counts_every_product_and_cancellation_stops_at_the_next(string algorithm)
    {
        List<int> counts = [];
        int products = Run(algorithm, FunctionOperator.Laplacian(30), new IterationControl(counts.Add));
        Assert.Equal(Enumerable.Range(1, products), counts);
        using CancellationTokenSource source = new();
        int seen = 0;
        Assert.Throws<OperationCanceledException>(() => Run(algorithm, FunctionOperator.Laplacian(30), new IterationControl(
            count =>
            {
                seen = count;
                if (count == 3) source.Cancel();
            },
            source.Token)));
        Assert.Equal(3, seen);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void An_operator_without_rows_is_refused(string algorithm)
    {
        InputException failure = Assert.Throws<InputException>(() => Run(algorithm, new FunctionOperator(0, (_, _) => 0), default));
        Assert.Equal("Linear operator: expected a dimension of at least 1, got 0. Give it the length of the vectors it multiplies.", failure.Message);
    }

    [Fact]
    public void Bits_do_not_depend_on_the_number_of_workers()
    {
        // Longer than one piece of 4,096, and wide enough that products are shared out.
        const int N = 9000;
        double[]? first = null;
        foreach (int count in (int[])[1, 2, 5])
        {
            using Workers workers = new(count);
            FunctionOperator matrix = FunctionOperator.Laplacian(N);
            LanczosResult ends = Lanczos.Solve(workers, matrix, s_seed, new LanczosSettings { Largest = 2, Smallest = 1, MaximumSteps = 12, KeepVectors = true });
            SpectralQuadrature rules = StochasticLanczosQuadrature.Run(workers, matrix, s_seed, new QuadratureSettings { Probes = 2, Steps = 7 });
            HutchPlusPlusResult trace = HutchPlusPlus.Estimate(workers, matrix, s_seed, 12);
            double[] all = [.. ends.Largest.SelectMany(p => (double[])[p.Value, p.Residual, .. p.Vector!]), rules.LogDeterminant(0.1).Value, trace.Value, trace.Error];
            AssertBits.Equal(first ??= all, all, $"{count} workers");
        }
    }

    private static int Run(string algorithm, ILinearOperator matrix, IterationControl control)
    {
        using Workers workers = new(2);
        return algorithm switch
        {
            "lanczos" => Lanczos.Solve(workers, matrix, s_seed, new LanczosSettings { Largest = 2, Smallest = 1 }, control).Products,
            "quadrature" => StochasticLanczosQuadrature.Run(workers, matrix, s_seed, new QuadratureSettings { Probes = 2, Steps = 4 }, control).Products,
            "hutchinson" => Hutchinson.Estimate(matrix, s_seed, 5, control: control).Trace.Products,
            "hutch++" => HutchPlusPlus.Estimate(workers, matrix, s_seed, 9, control).Products,
            _ => ConjugateGradients.Solve(matrix, [.. Enumerable.Repeat(1.0, matrix.Dimension)], control: control).Products,
        };
    }
}
