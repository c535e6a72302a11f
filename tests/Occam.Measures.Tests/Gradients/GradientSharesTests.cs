using Occam.Measures.Gradients;
using Occam.Measures.Planning;
using Occam.Measures.Tests.Support;
using Occam.Networks.Losses;
using Occam.Numerics.Random;
using Occam.Testing;

namespace Occam.Measures.Tests.Gradients;

/// <summary>The shares of pristine and corrupt examples in the gradient.</summary>
public sealed class GradientSharesTests
{
    [Fact]
    public void Three_examples_by_hand()
    {
        // g = (1,0), (2,2), (0,2): S = (3,4), the dots 3, 14, 8 of 25. Corrupt is the second.
        foreach (int[] widths in (int[][])[[2], [1, 1]])
        {
            Dictionary<string, Metric> shares = Of([[1, 0], [2, 2], [0, 2]], [false, true, false], widths);
            Assert.Equal(11.0 / 25, shares["gradient_share_pristine"].Value, 1e-15);
            Assert.Equal(14.0 / 25, shares["gradient_share_corrupt"].Value, 1e-15);
        }
    }

    [Fact]
    public void Opposed_examples_have_a_negative_share()
    {
        // S = (2, 0): the corrupt example's dot is −2 of 4.
        Dictionary<string, Metric> shares = Of([[3, 0], [-1, 0]], [false, true]);
        Assert.Equal(1.5, shares["gradient_share_pristine"].Value);
        Assert.Equal(-0.5, shares["gradient_share_corrupt"].Value);
    }

    [Fact]
    public void In_null_worlds_the_share_is_that_of_the_number_of_examples()
    {
        // Identical gradients: every permutation gives the pristine fraction, 3 of 8.
        Dictionary<string, Metric> same = Of([.. Enumerable.Repeat<double[]>([1, 2], 8)], [true, true, true, true, true, false, false, false]);
        Assert.Equal(0.375, same["gradient_share_null"].Value, 1e-15);
        Assert.Equal(0, same["gradient_share_null_deviation"].Value, 1e-15);

        // One example of eight carries everything: the share is Bernoulli(3/8), with deviation √15/8; 20 draws.
        Dictionary<string, Metric> one = Of([[1], .. Enumerable.Repeat<double[]>([0], 7)], [true, true, true, true, true, false, false, false]);
        double mean = one["gradient_share_null"].Value;
        Assert.Equal(mean * 20, Math.Round(mean * 20), 1e-12);
        Assert.InRange(mean, 0.1, 0.7);
        Assert.Equal(Math.Sqrt(mean * (1 - mean) * 20 / 19), one["gradient_share_null_deviation"].Value, 1e-14);
        Assert.Equal(one["gradient_share_null_deviation"].Value / Math.Sqrt(20), one["gradient_share_null"].Error!.Value, 1e-14);
    }

    [Fact]
    public void Of_a_network_are_those_of_its_gradients_and_do_not_depend_on_the_chunk()
    {
        bool[] corrupt = [.. Enumerable.Range(0, 23).Select(i => i % 3 == 0)];
        Metric[] whole = Watching.Observe(Mixed.Network<double>(), Mixed.Theta<double>(), new SoftmaxCrossEntropy<double>(), Mixed.Data(23), new GradientShares(corrupt, new Seed(5)));
        Metric[] cut = Watching.Observe(Mixed.Network<double>(), Mixed.Theta<double>(), new SoftmaxCrossEntropy<double>(), Mixed.Data(23), new GradientShares(corrupt, new Seed(5)), chunk: 4);
        Assert.Equal(1, whole[0].Value + whole[1].Value, 1e-15);
        Assert.All(whole.Zip(cut), pair => Watching.Near(pair.First.Value, pair.Second.Value, 1e-11, pair.First.Name));
        Assert.NotEqual(whole[0].Value, whole[2].Value);
    }

    [Fact]
    public void The_order_of_the_examples_does_not_matter()
    {
        Draws draws = new("shares");
        double[][] gradients = [.. Enumerable.Range(0, 9).Select(_ => draws.Normals(4))];
        bool[] corrupt = [.. Enumerable.Range(0, 9).Select(_ => draws.Integer(2) == 0)];
        Assert.Equal(
            Of(gradients, corrupt)["gradient_share_pristine"].Value, Of([.. gradients.Reverse()], [.. corrupt.Reverse()])["gradient_share_pristine"].Value, 1e-13);
    }

    [Fact]
    public void Designations_of_other_examples_are_refused() =>
        Assert.Throws<ArgumentException>(() => Of([[1, 0], [2, 2]], [true]));

    private static Dictionary<string, Metric> Of(double[][] gradients, bool[] corrupt, params int[] widths) =>
        new GradientShares(corrupt, new Seed(5)).Evaluate(new MatrixObservation(gradients, widths)).ToDictionary(m => m.Name);
}
