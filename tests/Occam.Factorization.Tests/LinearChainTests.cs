using Occam.Factorization.Chains;
using Occam.Factorization.Objectives;
using Occam.Numerics.Optimization;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Factorization.Tests;

public sealed class LinearChainTests
{
    [Theory]
    [InlineData(3, 4)]
    [InlineData(5, 4, 3)]
    [InlineData(3, 7, 2, 6)]
    [InlineData(4, 4, 4, 4, 4)]
    public void Derivative_along_a_direction_is_the_limit_of_differences(params int[] widths)
    {
        LinearChain chain = new([.. widths]);
        double error = DifferenceError(chain, 1), half = DifferenceError(chain, 0.5);
        // Central differences are exact for chains of one factor; their error falls with the square of the step otherwise.
        if (chain.Depth == 1) Assert.InRange(error, 0, 1e-9);
        else Assert.InRange(half / error, 0.24, 0.26);
    }

    [Fact]
    public void A_planted_fault_is_seen()
    {
        LinearChain chain = new([4, 4, 4]);
        double error = DifferenceError(chain, 1, 1.001), half = DifferenceError(chain, 0.5, 1.001);
        Assert.False(half / error is > 0.24 and < 0.26);
    }

    [Theory]
    [InlineData(1, 1e-3)]
    [InlineData(2, 1e-3)]
    [InlineData(3, 1e-3)]
    public void One_number_follows_its_differential_equation(int depth, double scale)
    {
        // w' = −N·w^(2 − 2/N)·2(w − m): for N = 1 w = m + (w0 − m)e^(−2t), for N = 2 the logistic curve, for N = 3 by quadrature of dt = dw/w'.
        const double target = 1.5, rate = 1e-4;
        double time = depth == 1 ? 1 : depth == 2 ? 1.2 : 3.2;
        using Workers workers = new(1);
        LinearChain chain = new([.. Enumerable.Repeat(1, depth + 1)]);
        ChainDescent descent = new(
            chain, new Completion(Problems.Observed(1, 1, target)), new GradientDescent<double>(), new StepSize(rate), ChainInitializer.Identity(chain, scale));
        while (descent.Step * rate < time) descent.Advance(workers);
        descent.Evaluate(workers, out ReadOnlySpan<double> product);
        double w = product[0];
        Assert.Equal(time, TimeTo(depth, scale, w, target), 2e-3);
        Assert.InRange(w, 0.1, 1.4);
    }

    [Fact]
    public void Balance_is_kept_but_for_the_square_of_the_step()
    {
        Assert.InRange(Imbalance(0.02) / Imbalance(0.01), 1.8, 2.2);

        double Imbalance(double rate)
        {
            using Workers workers = new(1);
            LinearChain chain = new([6, 6, 6, 6]);
            ChainDescent descent = new(
                chain, new Completion(Problems.Completion(6, 6, 2, 20).Observed), new GradientDescent<double>(), new StepSize(rate),
                Problems.Orthogonal(workers, chain, 0.3, new Seed(1)));
            Assert.InRange(Largest(chain, descent.Parameters), 0, 1e-15);
            while (descent.Step * rate < 2) descent.Advance(workers);
            double largest = Largest(chain, descent.Parameters);
            Assert.InRange(chain.Imbalance(workers, descent.Parameters) / largest, 0.1, 100);
            return largest;
        }

        static double Largest(LinearChain chain, double[] parameters)
        {
            double largest = 0;
            int n = chain.Columns;
            for (int j = 1; j < chain.Depth; j++)
            {
                Span<double> lower = parameters.AsSpan(chain.Factor(j).Offset, n * n), upper = parameters.AsSpan(chain.Factor(j + 1).Offset, n * n);
                for (int a = 0; a < n; a++)
                {
                    for (int b = 0; b < n; b++)
                    {
                        double difference = 0;
                        for (int c = 0; c < n; c++) difference += (upper[(c * n) + a] * upper[(c * n) + b]) - (lower[(a * n) + c] * lower[(b * n) + c]);
                        largest = Math.Max(largest, Math.Abs(difference));
                    }
                }
            }

            return largest;
        }
    }

    [Fact]
    public void Imbalance_by_hand()
    {
        // W1 = 2·I and W2 = diag(3, 1): W2ᵀW2 − W1W1ᵀ = diag(5, −3), ‖W1W1ᵀ‖_F = √32.
        using Workers workers = new(1);
        Assert.Equal(Math.Sqrt(34.0 / 32), new LinearChain([2, 2, 2]).Imbalance(workers, [2, 0, 0, 2, 3, 0, 0, 1]), 1e-15);
        Assert.Equal(0, new LinearChain([2, 2]).Imbalance(workers, [2, 0, 0, 2]));
    }

    [Fact]
    public void A_descent_at_its_goal_stays_there()
    {
        using Workers workers = new(1);
        ChainDescent descent = new(new LinearChain([1, 1]), new Completion(Problems.Observed(1, 1, 2)), new GradientDescent<double>(), new StepSize(0.25), [1]);
        Assert.Equal((1, 1), (descent.Advance(workers, 0.3), descent.Step));
        Assert.Equal((0.25, 1), (descent.Advance(workers, 0.3), descent.Step));
        Assert.Equal(1.5, descent.Parameters[0]);
    }

    [Fact]
    public void Threads_decide_no_digit()
    {
        Assert.Equal(Parameters(1), Parameters(3));

        static double[] Parameters(int threads)
        {
            using Workers workers = new(threads);
            LinearChain chain = new([70, 70, 70]);
            Draws draws = new("threads");
            ChainDescent descent = new(
                chain, new Sensing(70, 70, draws.Normals(9 * 4900), draws.Normals(9)), new GradientDescent<double>(), new StepSize(1e-6), ChainInitializer.Normal(chain, 1, new Seed(2)));
            for (int step = 0; step < 3; step++) descent.Advance(workers);
            return descent.Parameters;
        }
    }

    [Fact]
    public void Sensing_single_entries_is_completion()
    {
        using Workers workers = new(2);
        (double[] truth, Observations observed) = Problems.Completion(7, 9, 2, 30);
        double[] matrices = new double[30 * 63], w = new Draws("w").Normals(63), expected = new double[63], actual = new double[63];
        for (int i = 0; i < 30; i++) matrices[(i * 63) + observed.Places[i]] = 1;
        Sensing sensing = new(7, 9, matrices, [.. observed.Places.Select(at => truth[at])]);
        Assert.Equal(new Completion(observed).Evaluate(workers, w, expected), sensing.Evaluate(workers, w, actual), 1e-14);
        for (int at = 0; at < 63; at++) Assert.Equal(expected[at], actual[at], 1e-15);
    }

    [Fact]
    public void Normal_entries_give_the_norm_that_was_asked()
    {
        using Workers workers = new(2);
        for (int depth = 1; depth <= 4; depth++)
        {
            LinearChain chain = new([.. Enumerable.Repeat(100, depth + 1)]);
            double norm = Vectors.Norm(chain.Product(workers, ChainInitializer.Normal(chain, 1e-3, new Seed(5))));
            Assert.InRange(norm / (1e-3 * 10), 0.8, 1.2);
        }
    }

    [Fact]
    public void A_step_size_that_divides_by_the_gradient()
    {
        StepSize size = new(0.5, 0.9, 0.1);
        double average = 0;
        Assert.Equal(0.5 / 2.1, size.Next(4, 1, ref average), 1e-15);
        Assert.Equal(0.5 / (Math.Sqrt(((0.9 * 0.4) + (0.1 * 9)) / (1 - 0.81)) + 0.1), size.Next(9, 2, ref average), 1e-15);
        Assert.Equal(0.5, new StepSize(0.5).Next(4, 1, ref average));
    }

    [Fact]
    public void Divergence_and_what_does_not_fit_are_refused()
    {
        using Workers workers = new(1);
        LinearChain chain = new([2, 2]);
        Completion completion = new(Problems.Observed(2, 2, 1, 2, 3, 4));
        ChainDescent descent = new(chain, completion, new GradientDescent<double>(), new StepSize(1e200), [1, 1, 1, 1]);
        string text = Assert.Throws<Numerics.Errors.NumericalException>(() =>
        {
            for (int step = 0; step < 10; step++) descent.Advance(workers);
        }).Message;
        Assert.Equal("Loss of a product of 1 factors after step 1: expected a finite number, got Infinity. Lower the learning rate.", text);
        Assert.Throws<ArgumentException>(() => new LinearChain([50_000, 1, 50_000]));
        Assert.Throws<ArgumentException>(() => new LinearChain([3]));
        Assert.Throws<ArgumentException>(() => new ChainDescent(chain, completion, new GradientDescent<double>(), new StepSize(1), new double[3]));
        Assert.Throws<ArgumentException>(() => Observations.Of(2, 2, [1, 1], [0, 0]));
        Assert.Throws<ArgumentException>(() => Observations.Of(2, 2, [4], [0]));
        Assert.Throws<ArgumentException>(() => Observations.Of(2, 2, [1], [double.NaN]));
    }

    private static double DifferenceError(LinearChain chain, double size, double fault = 1)
    {
        using Workers workers = new(2);
        Draws draws = new("chain");
        double[] parameters = draws.Normals(chain.ParameterCount), direction = draws.Direction(chain.ParameterCount), gradient = new double[chain.ParameterCount];
        Sensing objective = new(chain.Rows, chain.Columns, draws.Normals(5 * chain.Rows * chain.Columns), draws.Normals(5));
        double[] matrixGradient = new double[chain.Rows * chain.Columns];
        objective.Evaluate(workers, chain.Product(workers, parameters), matrixGradient);
        chain.Gradient(workers, parameters, matrixGradient, gradient);
        double step = 0.01 * size, difference = (Loss(step) - Loss(-step)) / (2 * step);
        return Math.Abs(difference - (fault * Vectors.Dot(gradient, direction)));

        double Loss(double along) => objective.Evaluate(workers, chain.Product(workers, [.. parameters.Zip(direction, (p, d) => p + (along * d))]), new double[matrixGradient.Length]);
    }

    private static double TimeTo(int depth, double from, double to, double target)
    {
        if (depth == 1) return Math.Log((target - from) / (target - to)) / 2;
        if (depth == 2) return Math.Log(to * (target - from) / (from * (target - to))) / (4 * target);
        // In s = w^(−1/3), w^(−4/3)·dw = −3·ds.
        double first = Math.Pow(to, -1.0 / 3), last = Math.Pow(from, -1.0 / 3), sum = 0;
        const int pieces = 200_000;
        for (int i = 0; i < pieces; i++)
        {
            double s = first + ((last - first) * (i + 0.5) / pieces);
            sum += 3 / (6 * (target - Math.Pow(s, -3)));
        }

        return sum * (last - first) / pieces;
    }
}
