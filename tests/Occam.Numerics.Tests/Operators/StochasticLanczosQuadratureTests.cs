using Occam.Numerics.Errors;
using Occam.Numerics.Operators;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Tests.Operators;

public sealed class StochasticLanczosQuadratureTests
{
    [Theory]
    [InlineData(ProbeDistribution.Rademacher)]
    [InlineData(ProbeDistribution.Normal)]
    public void Log_determinant_of_the_second_difference(ProbeDistribution distribution)
    {
        // det = n + 1. Steps are so many that the bias is far below the errors.
        const int N = 200;
        SpectralQuadrature few = Run(FunctionOperator.Laplacian(N), 15, 60, distribution), many = Run(FunctionOperator.Laplacian(N), 240, 60, distribution);
        LogDeterminantEstimate small = few.LogDeterminant(), large = many.LogDeterminant();
        Assert.InRange(Math.Abs(small.Value - Math.Log(N + 1)), 0, 3 * small.Error);
        Assert.InRange(Math.Abs(large.Value - Math.Log(N + 1)), 0, 3 * large.Error);

        // 16 times the probes, a quarter of the error, which itself is known to a fifth from 15 probes.
        Assert.InRange(large.Error / small.Error, 0.13, 0.45);
        Assert.Equal((0, 15, 15 * 60), (small.NonPositive, small.Probes, small.Products));
    }

    [Fact]
    public void Shifted_log_determinant_of_the_oracle()
    {
        SpectralOracle oracle = SpectralOracle.Read();
        using Workers workers = new(2);
        SpectralQuadrature rules = Run(new DenseOperator(workers, oracle.Matrix(), oracle.Order), 400, 24);
        LogDeterminantEstimate estimate = rules.LogDeterminant(oracle.Shift);
        Assert.InRange(Math.Abs(estimate.Value - oracle.LogDeterminant), 0, 3 * estimate.Error);
        Assert.Equal(oracle.Values[0] + oracle.Shift, estimate.Smallest, 1e-9);
        TraceEstimate square = rules.Trace(x => x * x);
        Assert.InRange(Math.Abs(square.Value - oracle.SquaredTrace), 0, 3 * square.Error);
    }

    [Fact]
    public void A_value_that_is_not_positive_gives_no_number_and_its_count()
    {
        SpectralQuadrature rules = Run(FunctionOperator.Diagonal(-1, 2, 3, 3), 6, 10);
        LogDeterminantEstimate estimate = rules.LogDeterminant(0.5);
        Assert.True(double.IsNaN(estimate.Value) && double.IsNaN(estimate.Error));
        Assert.Equal(6, estimate.NonPositive);
        Assert.Equal(-0.5, estimate.Smallest, 1e-13);
        Assert.Equal(Math.Log(1 * 4 * 5 * 5), rules.LogDeterminant(2).Value, 1e-12);
        Assert.Equal(6, rules.LogDeterminant(1 - 1e-9).NonPositive);
    }

    [Fact]
    public void Few_values_end_the_chain_early_and_are_integrated_exactly()
    {
        // Signs give each coordinate of a diagonal matrix the weight 1, so nothing is left to chance.
        double[] diagonal = [.. Enumerable.Range(0, 30).Select(i => i % 3 == 0 ? 1.0 : 4)];
        SpectralQuadrature rules = Run(FunctionOperator.Diagonal(diagonal), 3, 50);
        Assert.Equal(6, rules.Products);
        foreach (Numerics.Dense.QuadratureRule rule in rules.Rules)
        {
            Assert.Equal(1, rule.Nodes[0], 1e-13);
            Assert.Equal(4, rule.Nodes[1], 1e-13);
            Assert.Equal(10, rule.Weights[0], 1e-11);
            Assert.Equal(20, rule.Weights[1], 1e-11);
        }

        Assert.Equal((10 * Math.E) + (20 * Math.Exp(4)), rules.Trace(Math.Exp).Value, 1e-9);
        SpectralDensity density = rules.Density(1001, 0.1);
        for (int i = 0; i < density.Grid.Length; i++)
        {
            double t = density.Grid[i];
            Assert.Equal(((10 * Bell((t - 1) / 0.1)) + (20 * Bell((t - 4) / 0.1))) / 30 / 0.1, density.Density[i], 1e-10);
            Assert.InRange(density.Error[i], 0, 1e-10);
        }

        Assert.Equal((0.6, 4.4), (Math.Round(density.Grid[0], 12), Math.Round(density.Grid[^1], 12)));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-3.0)]
    public void A_spectrum_of_one_value(double value)
    {
        SpectralDensity density = Run(FunctionOperator.Diagonal([.. Enumerable.Repeat(value, 9)]), 2, 5).Density(801);
        Assert.Equal((value == 0 ? 1 : 3) / 100.0, density.Width, 1e-15);
        Assert.Equal(1, Integral(density), 1e-4);
    }

    [Fact]
    public void The_density_has_mass_one_and_the_shape_of_the_arcsine_law()
    {
        // 2 − 2cos φ with φ uniform: the share below 2 is 1/2, that below 1 is 1/3.
        SpectralDensity density = Run(FunctionOperator.Laplacian(600), 20, 60).Density(2000, 0.02);
        Assert.Equal(1, Integral(density), 2e-4);
        double below = 0, error = 0, step = density.Grid[1] - density.Grid[0];
        for (int i = 0; density.Grid[i] < 1; i++)
        {
            below += density.Density[i] * step;
            error += density.Error[i] * step;
        }

        Assert.InRange(Math.Abs(below - (1.0 / 3)), 0, 3 * error);
        Assert.InRange(error, 0, 0.05);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<InputException>(() => Run(FunctionOperator.Laplacian(4), 0, 4));
        Assert.Throws<InputException>(() => Run(FunctionOperator.Laplacian(4), 4, 0));
        SpectralQuadrature rules = Run(FunctionOperator.Laplacian(4), 1, 1);
        Assert.Throws<InputException>(() => rules.Density(1));
        Assert.Throws<InputException>(() => rules.Density(9, double.NaN));
        Assert.True(double.IsNaN(rules.LogDeterminant().Error));
    }

    private static double Bell(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    private static double Integral(SpectralDensity density) => density.Density.Sum() * (density.Grid[1] - density.Grid[0]);

    private static SpectralQuadrature Run(ILinearOperator matrix, int probes, int steps, ProbeDistribution distribution = ProbeDistribution.Rademacher)
    {
        using Workers workers = new(1);
        return StochasticLanczosQuadrature.Run(
            workers, matrix, new Seed(6), new QuadratureSettings { Probes = probes, Steps = steps, Distribution = distribution });
    }
}
