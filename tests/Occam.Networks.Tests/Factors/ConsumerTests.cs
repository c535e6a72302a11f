using Occam.Networks.Factors;
using Occam.Networks.Tests.Passes;
using Occam.Numerics.Random;
using Occam.Testing;
using Occam.Testing.Oracles;

namespace Occam.Networks.Tests.Factors;

/// <summary>Rows, second moments and projections against gradients that were formed one example at a time, without factors.</summary>
public sealed class ConsumerTests
{
    [Theory]
    [InlineData("mlp")]
    [InlineData("logistic")]
    public void Rows_agree_with_PyTorch(string name)
    {
        OracleModel model = OracleModel.Load(name);
        using GradientCase<double> c = GradientCase<double>.Oracle(model, workers: 2);
        double[] rows = new double[c.Batch * c.Theta.Length];
        c.Backward();
        GradientRows.Form(c.Passes, memory: 1 << 20, rows);
        foreach (Occam.Networks.Parameters.NamedBlock block in c.Network.Blocks)
        {
            double[] expected = OracleModel.Tensor(model.Root.GetProperty("per_example").GetProperty("gradients").GetProperty(OracleModel.TorchName(block.Name)));
            for (int n = 0; n < c.Batch; n++)
            {
                ReadOnlySpan<double> row = block.Of<double>(rows.AsSpan(n * c.Theta.Length, c.Theta.Length));
                Assert.InRange(Tolerance.Error(row, expected.AsSpan(n * block.Length, block.Length), 1e-3), 0, 1e-10);
            }
        }
    }

    [Theory]
    [MemberData(nameof(SampleNetwork.Names), MemberType = typeof(SampleNetwork))]
    public void Second_moments_are_sums_of_squares_whatever_the_memory(string name)
    {
        using GradientCase<double> c = GradientCase<double>.Sample(name, batch: 5, workers: 2);
        double[] rows = c.Rows(), expected = new double[c.Theta.Length], first = new double[c.Theta.Length];
        for (int i = 0; i < rows.Length; i++) expected[i % c.Theta.Length] += rows[i] * rows[i];
        c.Backward();
        SecondMoment.Add(c.Passes, memory: 1 << 20, first);
        Assert.InRange(Tolerance.Error(first, expected), 0, Tolerance.Identity);
        foreach (long memory in (long[])[1, 3000])
        {
            double[] again = new double[c.Theta.Length];
            SecondMoment.Add(c.Passes, memory, again);
            Assert.Equal(first, again);
        }
    }

    [Theory]
    [MemberData(nameof(SampleNetwork.Names), MemberType = typeof(SampleNetwork))]
    public void Sums_beside_second_moments_are_the_gradient_whatever_the_memory(string name)
    {
        using GradientCase<double> c = GradientCase<double>.Sample(name, batch: 5, workers: 2);
        double[] expected = c.GradientSum(), alone = new double[c.Theta.Length];
        c.Backward();
        SecondMoment.Add(c.Passes, memory: 1 << 20, alone);
        double[]? first = null;
        foreach (long memory in (long[])[1 << 20, 1, 3000])
        {
            double[] sums = new double[c.Theta.Length], squares = new double[c.Theta.Length];
            SecondMoment.Add(c.Passes, memory, sums, squares);
            Assert.InRange(Tolerance.Error(sums, expected, 1e-3), 0, Tolerance.Identity);
            Assert.Equal(alone, squares);
            Assert.Equal(first ??= sums, sums);
        }
    }

    [Fact]
    public void Squares_of_single_precision_numbers_are_not_rounded_on_the_way()
    {
        // A dense layer's g = v·u and its square are products of floats that double holds exactly.
        using GradientCase<float> c = GradientCase<float>.Wide(batch: 1, inputs: 40, outputs: 3);
        double[] sums = new double[c.Theta.Length], squares = new double[c.Theta.Length];
        c.Backward();
        SecondMoment.Add(c.Passes, 1 << 20, sums, squares);
        Assert.Contains(sums, s => s != (float)s);
        Assert.All(sums.Zip(squares), pair => Assert.Equal(pair.First * pair.First, pair.Second, Math.Abs(pair.Second) * 1e-15));
    }

    [Fact]
    public void Projections_are_the_dots_with_the_named_directions()
    {
        using GradientCase<double> c = GradientCase<double>.Sample("residual", batch: 4, workers: 1);
        (double[] rows, int p) = (c.Rows(), c.Theta.Length);
        double[] sketches = new double[4 * 3], direction = new double[p];
        c.Backward();
        RandomProjection.Project(c.Passes, c.Theta, new Seed(9), 3, sketches);
        for (int d = 0; d < 3; d++)
        {
            for (int i = 0; i < p; i++) direction[i] = new Seed(9).Derive(d).Normal((ulong)i);
            for (int n = 0; n < 4; n++)
            {
                double expected = Vectors.Dot(direction, rows.AsSpan(n * p, p)) / Math.Sqrt(3);
                Assert.InRange(Tolerance.Error(sketches[(n * 3) + d], expected, 1e-3), 0, Tolerance.Identity);
            }
        }
    }

    [Fact]
    public void Projections_estimate_inner_products_without_bias()
    {
        using GradientCase<double> c = GradientCase<double>.Sample("mlp", batch: 2, workers: 1);
        (double[] gram, int dimensions) = (c.Gram(2), 4000);
        double[] sketches = new double[2 * dimensions];
        c.Backward();
        RandomProjection.Project(c.Passes, c.Theta, new Seed(4), dimensions, sketches);
        double dot = Vectors.Dot(sketches.AsSpan(0, dimensions), sketches.AsSpan(dimensions));

        // Var⟨r,a⟩⟨r,b⟩ = ‖a‖²‖b‖² + ⟨a,b⟩² for a standard normal r.
        double error = Math.Sqrt(((gram[0] * gram[3]) + (gram[1] * gram[1])) / dimensions);
        Assert.InRange((dot - gram[1]) / error, -4, 4);
    }

    [Fact]
    public void Coupled_examples_are_refused_by_name()
    {
        OracleModel model = OracleModel.Load("residual-training");
        using Occam.Testing.Derivatives.Subject<double> subject = model.Subject<double>();
        Occam.Numerics.Errors.InputException refusal = Assert.Throws<Occam.Numerics.Errors.InputException>(
            () => subject.Rows(model.Point.Theta, model.Point.X, model.Point.Labels));
        Assert.Contains(model.Network.FirstCoupling(training: true)!.Name, refusal.Message, StringComparison.Ordinal);
    }
}
