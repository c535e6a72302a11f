using Occam.Networks.Interpolation;
using Occam.Networks.Layers;
using Occam.Networks.Onnx;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Networks.Tests.Interpolation;

/// <summary>Theorem 1 of Zhang et al. 2017: any targets for any different examples, with 2n + d weights.</summary>
public sealed class HingeProjectionTests : IDisposable
{
    private static readonly Seed Root = new(11);
    private readonly Workers _workers = new(2);

    public void Dispose() => _workers.Dispose();

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 5, 0.5)]
    [InlineData(2, 3, 0.5)]
    [InlineData(60, 7, 1)]
    [InlineData(60, 7, 0.5)]
    [InlineData(2000, 20, 1)]
    [InlineData(2000, 20, 0.5)]
    public void Any_real_targets_with_two_n_plus_d_weights(int n, int d, double fraction)
    {
        ArrayExamples examples = Draw(n, d);
        double[] targets = Normals(n, "targets");
        InterpolatingNetwork network = Choose(examples, d, fraction).Interpolate(targets, 1);
        Assert.Equal((2 * n) + d, network.Network.ParameterCount);
        Assert.Equal((2 * n) + d, network.Theta.Length);
        InterpolationFit fit = network.Fit(examples, targets, _workers);
        Assert.InRange(fit.BackwardError, 0, n * Math.ScaleB(1, -53) * 2);
        Assert.InRange(fit.LargestResidual, 0, 1e-4);
        Assert.Equal(targets, fit.Outputs, (a, b) => Math.Abs(a - b) <= fit.LargestResidual);
    }

    [Fact]
    public void Whole_numbers_on_a_line_are_joined_by_straight_lines_whatever_the_direction()
    {
        // In one dimension the direction is a factor: between two examples the function is the line through their targets.
        double[] at = [-3, 0, 1, 5, 9], targets = [4, 0, 7, 7, -2];
        ArrayExamples examples = new(at, 1);
        for (ulong seed = 0; seed < 5; seed++)
        {
            HingeProjection projection = HingeProjection.Choose(examples, new Shape(1), new InterpolationSettings(3), new Seed(seed), _workers);
            double[] between = projection.Interpolate(targets, 1).Outputs(new ArrayExamples([-1.5, 0.25, 3, 7], 1), _workers);
            Assert.Equal([2, 1.75, 7, 2.5], between, (a, b) => Math.Abs(a - b) < 1e-13);
        }
    }

    [Fact]
    public void The_network_is_the_formula_of_the_theorem()
    {
        const int n = 30, d = 6;
        double[] z = Normals(n * d, "z"), targets = Normals(n * 2, "y");
        InterpolatingNetwork network = Choose(new ArrayExamples(z, d), d, 0.5).Interpolate(targets, 2);
        Assert.Equal(d + n + (2 * n), network.Network.ParameterCount);
        double[] theta = network.Theta, other = Normals(10 * d, "other"), outputs = network.Outputs(new ArrayExamples(other, d), _workers);
        for (int i = 0; i < 10; i++)
        {
            double line = Enumerable.Range(0, d).Sum(k => theta[k] * other[(i * d) + k]);
            for (int k = 0; k < 2; k++)
            {
                double[] terms = [.. Enumerable.Range(0, n).Select(j => theta[d + n + (k * n) + j] * Math.Max(line + theta[d + j], 0))];
                Assert.Equal(terms.Sum(), outputs[(i * 2) + k], 1e-13 * (1 + terms.Sum(Math.Abs)) * 100);
            }
        }
    }

    [Fact]
    public void It_comes_back_from_ONNX_to_the_bit()
    {
        ArrayExamples examples = Draw(50, 9);
        double[] targets = Normals(50, "y");
        InterpolatingNetwork network = Choose(examples, 9, 1).Interpolate(targets, 1);
        OnnxModel back = OnnxImporter.Import(OnnxExporter.Export<double>(network.Network, network.Theta, []), "Model");
        Assert.Equal((2 * 50) + 9, back.ParameterCount);
        Assert.Equal(network.Theta, back.Parameters<double>());
        Assert.Equal(network.Network.Blocks.Select(b => b.Name), back.Build<double>().Blocks.Select(b => b.Name));
        InterpolatingNetwork again = new(back.Build<double>(), back.Parameters<double>(), network.Projection);
        Assert.Equal(network.Outputs(examples, _workers), again.Outputs(examples, _workers));
    }

    [Fact]
    public void The_best_conditioned_draw_is_taken()
    {
        HingeProjection projection = Choose(Draw(40, 5), 5, 1);
        Assert.Equal(8, projection.Conditions.Length);
        Assert.Equal(projection.Conditions.Min(), projection.Conditions[projection.Draw]);
        Assert.Equal(projection.System.Condition, projection.Conditions[projection.Draw]);
        Assert.True(projection.Conditions.Distinct().Count() > 1);
        Assert.Equal(projection.System.SmallestEigenvalue / (projection.System.Points[^1] - projection.System.Points[0]), projection.SmallestEigenvalues[projection.Draw]);
    }

    [Fact]
    public void Threads_and_batches_decide_no_bit()
    {
        // Batches of 256: a batch that ends within the set, and sets of other lengths.
        ArrayExamples examples = Draw(300, 33);
        using Workers one = new(1);
        InterpolationSettings settings = new(2);
        double[] targets = Normals(300, "y");
        Assert.Equal(
            HingeProjection.Choose(examples, new Shape(33), settings, Root, one).Interpolate(targets, 1).Theta,
            HingeProjection.Choose(examples, new Shape(33), settings, Root, _workers).Interpolate(targets, 1).Theta);
    }

    [Fact]
    public void Identical_examples_with_one_target_are_one_point()
    {
        ArrayExamples examples = new([1, 2, 5, 5, 1, 2, 0, 1], 2);
        HingeProjection projection = Choose(examples, 2, 1);
        Assert.Equal(projection.Points[0], projection.Points[2]);
        InterpolatingNetwork network = projection.Interpolate([3, 1, 3, 4], 1);
        Assert.Equal((2 * 3) + 2, network.Network.ParameterCount);
        Assert.InRange(network.Fit(examples, [3, 1, 3, 4], _workers).LargestResidual, 0, 1e-13);
    }

    [Fact]
    public void Identical_examples_with_two_targets() => Assert.Equal(
        "Examples 0 and 2: expected different inputs, or the same target, got the same input with targets 3 and 4. No function has two values in one place: leave one of them out.",
        Assert.Throws<InputException>(() => Choose(new ArrayExamples([1, 2, 5, 5, 1, 2], 2), 2, 1).Interpolate([3, 1, 4], 1)).Message);

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void An_input_that_is_no_number(double value, string shown) => Assert.Equal(
        $"Example 1: expected finite values, got {shown} as value 2. Mend the data, or leave the example out.",
        Assert.Throws<InputException>(() => Choose(new ArrayExamples([1, 2, 3, 4, 5, value], 3), 3, 1)).Message);

    [Fact]
    public void A_target_that_is_no_number() => Assert.Equal(
        "Targets of example 1: expected finite numbers, got NaN. Mend the data, or leave the example out.",
        Assert.Throws<InputException>(() => Choose(new ArrayExamples([1, 2], 1), 1, 1).Interpolate([1, double.NaN], 1)).Message);

    [Fact]
    public void Different_examples_that_meet_on_every_draw() => Assert.Equal(
        "Projection on a line: expected a direction on which no two different examples meet, got 8 drawn, and on the last one examples 0 and 2 meet. Draw more directions; examples that differ in their last bits alone cannot be told apart.",
        Assert.Throws<InputException>(() => Choose(new ArrayExamples([1, 0, 3, 3, 1, 1e-200], 2), 2, 1)).Message);

    [Fact]
    public void Nothing_to_fit() => Assert.Equal(
        "Projection on a line: expected at least one example, got none. Give examples.", Assert.Throws<InputException>(() => Choose(new ArrayExamples([], 1), 1, 1)).Message);

    [Fact]
    public void No_draws() => Assert.Equal(
        "Projection on a line: expected at least one draw, got 0. Draw 16.",
        Assert.Throws<InputException>(() => HingeProjection.Choose(Draw(3, 2), new Shape(2), new InterpolationSettings(0), Root, _workers)).Message);

    private static double[] Normals(int length, string name)
    {
        double[] values = new double[length];
        Root.Derive(name).Normals(values, 0, 1);
        return values;
    }

    private static ArrayExamples Draw(int n, int d) => new(Normals(n * d, "examples"), d);

    private HingeProjection Choose(ArrayExamples examples, int d, double fraction) =>
        HingeProjection.Choose(examples, new Shape(d), new InterpolationSettings(8, fraction), Root, _workers);
}
