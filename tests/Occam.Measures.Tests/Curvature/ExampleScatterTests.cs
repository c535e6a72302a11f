using Occam.Data.Datasets;
using Occam.Measures.Curvature;
using Occam.Measures.Tests.Support;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Measures.Tests.Curvature;

/// <summary>Quadratic forms of groups of examples, where they are known: for a linear network and squares vᵀH_g v is the mean of ⟨v, x⟩² over the group.</summary>
public sealed class ExampleScatterTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(2)]
    public void Forms_are_means_of_squares_over_each_group(int chunk)
    {
        Dataset data = SmallSite.Data([0, 1, 0, 1, 0, 1], [1, 2], [3, -1], [0, 4], [2, 2], [-1, 1], [5, 0]);
        using Workers workers = new(2);
        using NetworkPasses<float> passes = new(SmallSite.Dense(2, 1), workers, chunk);
        PointSite<float> site = new(passes, new SquaredError<float>(), data, [0.5f, -1], [], new Seed(1));
        double[][] forms = ExampleScatter.QuadraticForms(site, [[0, 1], [2, 3], [4, 5]], [[1, 0], [1, -2]]);
        Assert.Equal([5, 2, 13], forms[0]);
        Assert.Equal([(9 + 25) / 2.0, (64 + 4) / 2.0, (9 + 25) / 2.0], forms[1]);
        Assert.Equal(Math.Sqrt(((5 - (20 / 3.0)) * (5 - (20 / 3.0)) + (2 - (20 / 3.0)) * (2 - (20 / 3.0)) + (13 - (20 / 3.0)) * (13 - (20 / 3.0))) / 2 / 3), ExampleScatter.StandardError(forms[0]), 12);
    }

    [Fact]
    public void It_is_how_far_the_largest_eigenvalue_goes_with_the_examples()
    {
        // 400 sets of 400 examples from two normal variables with deviations 2 and 1: λ_max is near 4, and its deviation over sets near √(2·16/400).
        using Workers workers = new(1);
        using NetworkPasses<float> passes = new(SmallSite.Dense(2, 1), workers, 400);
        double[] noise = new double[800];
        List<double> tops = [], errors = [];
        for (int set = 0; set < 400; set++)
        {
            new Seed(3).Derive(set).Normals<double>(noise, 0, 1);
            Dataset data = SmallSite.Data(new int[400], [.. noise.Chunk(2).Select(x => new[] { 2 * (float)x[0], (float)x[1] })]);
            PointSite<float> site = new(passes, new SquaredError<float>(), data, [0, 0], [], new Seed(1));
            double a = data.Images.ToArray().Chunk(2).Average(x => (double)x[0] * x[0]), b = data.Images.ToArray().Chunk(2).Average(x => (double)x[1] * x[1]), c = data.Images.ToArray().Chunk(2).Average(x => (double)x[0] * x[1]);
            double top = ((a + b) / 2) + Math.Sqrt(((a - b) * (a - b) / 4) + (c * c)), length = Math.Sqrt((c * c) + ((top - a) * (top - a)));
            double[][] forms = ExampleScatter.QuadraticForms(site, [.. Enumerable.Range(0, 400).Chunk(20)], [[c / length, (top - a) / length]]);
            tops.Add(top);
            errors.Add(ExampleScatter.StandardError(forms[0]));
        }

        double mean = tops.Average(), spread = Math.Sqrt(tops.Sum(t => (t - mean) * (t - mean)) / 399);

        // A standard deviation over 400 sets is known to 1/√800 = 3.5 %; three of these, and as much for the first order.
        Assert.InRange(errors.Average() / spread, 0.85, 1.15);
    }
}
