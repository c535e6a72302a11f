using Occam.Data.Datasets;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Measures.Sharpness;
using Occam.Measures.Tests.Support;
using Occam.Networks.Losses;
using Occam.Numerics.Random;
using Occam.Numerics.Statistics;
using Occam.Numerics.Threading;

namespace Occam.Measures.Tests.Sharpness;

/// <summary>Keskar's box in random subspaces, against a search of every corner, and the coordinates against what defines least squares.</summary>
public sealed class BoxSubspaceTests
{
    private const int Draws = 7;
    private static readonly float[] Theta = [2, -1, 0.5f, 3, -0.25f];
    private static readonly float[][] Inputs = [[1, 0, 2, -1, 0.5f], [0, 1, -1, 0.5f, 2], [2, 1, 0, 0, -1]];

    [Fact]
    public void Coordinates_are_those_of_the_nearest_point()
    {
        using Workers workers = new(2);
        double[] x = new double[5000], back = new double[x.Length], residual = new double[7];
        new Seed(4).Normals<double>(x, 1, 3);
        RandomSubspace subspace = new(workers, new Seed(5), x.Length, residual.Length);
        double[] coordinates = subspace.Coordinates(x);
        subspace.Combine(coordinates, back);

        // What is left is at right angles to every column, and a point of the subspace is its own nearest one.
        subspace.Along([.. x.Zip(back, (a, b) => a - b)], residual);
        Assert.All(residual, r => Assert.Equal(0, r, 1e-8));
        Assert.All(subspace.Coordinates(back).Zip(coordinates), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
    }

    [Fact]
    public void Columns_are_standard_normal_and_independent()
    {
        using Workers workers = new(2);
        double[] column = new double[20_000], products = new double[3];
        RandomSubspace subspace = new(workers, new Seed(6), column.Length, products.Length);
        for (int i = 0; i < products.Length; i++)
        {
            double[] unit = new double[products.Length];
            unit[i] = 1;
            subspace.Combine(unit, column);
            subspace.Along(column, products);
            Assert.InRange(Math.Abs(column.Average()), 0, 4 / Math.Sqrt(column.Length));
            for (int j = 0; j < products.Length; j++) Assert.InRange(Math.Abs((products[j] / column.Length) - (i == j ? 1 : 0)), 0, 4 * Math.Sqrt(2.0 / column.Length));
        }
    }

    [Theory]
    [InlineData(2, 100)]
    [InlineData(2, 2)]
    [InlineData(1, 100)]
    [InlineData(100, 100)]
    public void The_highest_corner_of_every_draw_is_found(int dimensions, int chunk)
    {
        Dataset data = SmallSite.Data([1, 1, 1], Inputs);
        Dictionary<string, Metric> values = SmallSite.Evaluate(new BoxSharpnessSubspace(dimensions, Draws), SmallSite.Dense(5, 1), new SquaredError<float>(), data, Theta, chunk);
        foreach ((string name, double epsilon) in ((string, double)[])[("0.001", 1e-3), ("0.0005", 5e-4)])
        {
            RunningMoments expected = new();
            for (int draw = 0; draw < Draws; draw++) expected.Add(Highest(Math.Min(dimensions, 2), draw, epsilon));
            Metric value = values[$"box_sharpness_subspace/epsilon-{name}"];
            Assert.Equal(1, value.Value / expected.Mean, 1e-4);
            Assert.Equal(1, value.Error!.Value / expected.StandardError, 1e-3);
        }
    }

    [Fact]
    public void Where_the_gradient_is_zero_the_steps_do_not_move()
    {
        Dictionary<string, Metric> values = SmallSite.Evaluate(new BoxSharpnessSubspace(), SmallSite.Dense(2, 1), new SquaredError<float>(), SmallSite.Data([1, 1], [2, 0], [0, 1]), [0.5f, 1]);
        Assert.All(values.Values, m => Assert.Equal((0.0, 0.0), (m.Value, m.Error)));
    }

    [Fact]
    public void A_loss_that_overflows_in_the_box_is_reported_and_not_thrown()
    {
        // The first output is 3.40273e38, a 40,000th below the largest single number: the first step leaves no number, and no slope.
        float[] theta = [1.8453e19f, 0];
        Dataset data = SmallSite.Data([1], [1.8440e19f]);
        foreach (IPointMeasure measure in (IPointMeasure[])[new BoxSharpness(), new BoxSharpnessSubspace()])
        {
            Assert.All(SmallSite.Evaluate(measure, SmallSite.Dense(1, 2), new SoftmaxCrossEntropy<float>(), data, theta).Values, m => Assert.False(double.IsFinite(m.Value)));
        }
    }

    /// <summary>A convex loss is highest in a corner: all of them are tried, with A⁺θ by Gram-Schmidt.</summary>
    private static double Highest(int dimensions, int draw, double epsilon)
    {
        double[][] columns = Columns(dimensions, new Seed(1).Derive("box-sharpness-subspace").Derive(draw));
        double[] theta = [.. Theta.Select(t => (double)t)], coordinates = LeastSquares(columns, theta);
        double here = Loss(theta), highest = here;
        for (int corner = 0; corner < 1 << dimensions; corner++)
        {
            double[] place = [.. theta];
            for (int i = 0; i < dimensions; i++)
            {
                double z = ((corner >> i) & 1) == 0 ? -epsilon * (Math.Abs(coordinates[i]) + 1) : epsilon * (Math.Abs(coordinates[i]) + 1);
                for (int p = 0; p < place.Length; p++) place[p] += z * columns[i][p];
            }

            highest = Math.Max(highest, Loss(place));
        }

        return 100 * (highest - here) / (1 + here);
    }

    private static double[][] Columns(int dimensions, Seed seed) => [.. Enumerable.Range(0, dimensions).Select(i =>
    {
        double[] column = new double[Theta.Length];
        seed.Derive(i).Normals<double>(column, 0, 1);
        return column;
    })];

    /// <summary>Coordinate i is ⟨x, part of column i that no other column has⟩ over that part's square.</summary>
    private static double[] LeastSquares(double[][] columns, double[] x) => [.. columns.Select((column, i) =>
    {
        List<double[]> basis = [];
        foreach (double[] other in columns.Where((_, j) => j != i).Append(column))
        {
            double[] rest = [.. other];
            foreach (double[] b in basis)
            {
                double share = Dot(rest, b) / Dot(b, b);
                for (int p = 0; p < rest.Length; p++) rest[p] -= share * b[p];
            }

            basis.Add(rest);
        }

        return Dot(x, basis[^1]) / Dot(basis[^1], basis[^1]);
    })];

    private static double Loss(double[] w) => Inputs.Average(x => 0.5 * Math.Pow(Dot(w, [.. x.Select(v => (double)v)]) - 1, 2));

    private static double Dot(double[] a, double[] b) => a.Zip(b, (p, q) => p * q).Sum();
}
