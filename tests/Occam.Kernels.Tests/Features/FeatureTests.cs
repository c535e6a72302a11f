using System.Text.Json;
using Occam.Kernels.Features;
using Occam.Kernels.Matrices;
using Occam.Networks.Layers;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Kernels.Tests.Features;

/// <summary>Filters and features against formulas and loops in numpy.</summary>
public sealed class FeatureTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Wavelets_are_those_of_the_formula(int index)
    {
        JsonElement problem = Oracle.Case("wavelets", index);
        FilterBank bank = GaborWavelets.Filters(problem.GetProperty("scales").GetInt32(), problem.GetProperty("orientations").GetInt32(), 1);
        double[][] expected = [.. problem.GetProperty("filters").EnumerateArray().Select(f => f.EnumerateArray().Select(v => v.GetDouble()).ToArray())];
        Assert.Equal((expected.Length, problem.GetProperty("side").GetInt32()), (bank.Count, bank.Side));
        double[] actual = Vectors.Convert<float, double>(bank.Weights), all = [.. expected.SelectMany(f => f)];
        for (int i = 0; i < all.Length; i++) Assert.Equal(all[i], actual[i], 1e-7);
    }

    [Fact]
    public void Wavelets_of_colour_images_read_the_mean_of_the_channels()
    {
        FilterBank grey = GaborWavelets.Filters(1, 2, 1), colour = GaborWavelets.Filters(1, 2, 3);
        for (int i = 0; i < colour.Weights.Length; i++) Assert.Equal(grey.Weights[(i / 75 * 25) + (i % 25)] / 3.0, colour.Weights[i], 1e-8);
    }

    [Fact]
    public void Random_filters_have_mean_0_and_length_1_and_a_larger_draw_begins_with_a_smaller_one()
    {
        FilterBank bank = RandomFilters.Draw(new Seed(3), 40, 2, 5), fewer = RandomFilters.Draw(new Seed(3), 7, 2, 5);
        for (int f = 0; f < bank.Count; f++)
        {
            float[] filter = bank.Weights[(f * 50)..((f + 1) * 50)];
            Assert.Equal(0, filter.Sum(v => (double)v), 1e-6);
            Assert.Equal(1, filter.Sum(v => (double)v * v), 1e-6);
        }

        Assert.Equal(bank.Weights[..(7 * 50)], fewer.Weights);
        Assert.NotEqual(bank.Weights[..50], bank.Weights[50..100]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Features_are_those_of_plain_loops(int index)
    {
        JsonElement problem = Oracle.Case("features", index);
        int Value(string name) => problem.GetProperty(name).GetInt32();
        (int count, int channels, int side, int images, int size) = (Value("count"), Value("channels"), Value("side"), Value("images"), Value("size"));
        ConvolutionFeatures features = new(new FilterBank(Oracle.Formula(count, channels * side * side, 9, 0.5f), count, channels, side), Value("padding"), Value("cells"));
        List<int> passed = [];
        using Workers workers = new(2);
        KernelInputs actual = features.Compute(workers, Oracle.Formula(images, channels * size * size, 31), new Shape(channels, size, size), passed.Add);
        double[] expected = Oracle.Numbers(problem, "features");
        Assert.Equal((images, features.Dimension), (actual.Count, actual.Dimension));
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual.Values[i], 1e-5);
        Assert.Equal([images], passed);
    }

    [Fact]
    public void Images_that_do_not_fit_are_named()
    {
        ConvolutionFeatures features = new(RandomFilters.Draw(new Seed(1), 2, 1, 5), 0, 2);
        Assert.Null(features.Problem(new Shape(1, 6, 6)));
        Assert.Equal("square images of 1 channels and at least 6×6 pixels", features.Problem(new Shape(1, 5, 5))!.Expected);
        Assert.NotNull(features.Problem(new Shape(3, 8, 8)));
        Assert.NotNull(features.Problem(new Shape(1, 8, 9)));
        Assert.Equal("Choose 8.", (features with { Filters = RandomFilters.Draw(new Seed(1), 2, 1, 5), Padding = 2, Cells = 7 }).Problem(new Shape(1, 32, 32))!.Remedy);
    }
}
