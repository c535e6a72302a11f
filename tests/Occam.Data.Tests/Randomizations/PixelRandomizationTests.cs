using Occam.Data.Datasets;
using Occam.Data.Randomizations;
using Occam.Data.Tests.Support;
using Occam.Numerics.Random;

namespace Occam.Data.Tests.Randomizations;

public sealed class PixelRandomizationTests
{
    private static readonly ImageShape Shape = new(3, 4, 5);
    private static readonly DatasetPair Data = Sets.Pair(30, 8, Shape);

    [Fact]
    public void Shuffled_uses_one_permutation_for_training_and_test()
    {
        DatasetPair shuffled = PixelRandomization.Apply(Data, PixelNoise.Shuffled, new Seed(1));
        int[] order = Order(shuffled.Train.Image(0), 0, 20);
        Assert.Equal(Enumerable.Range(0, 20), order.Order());
        Assert.NotEqual(Enumerable.Range(0, 20), order);
        foreach (Dataset set in new[] { shuffled.Train, shuffled.Test! })
            for (int i = 0; i < set.Count; i++)
                for (int c = 0; c < 3; c++) Assert.Equal(order, Order(set.Image(i), i, 20, c));
    }

    [Fact]
    public void Random_uses_another_permutation_for_every_image_and_keeps_channels_together()
    {
        DatasetPair random = PixelRandomization.Apply(Data, PixelNoise.Random, new Seed(1));
        HashSet<string> orders = [];
        foreach (Dataset set in new[] { random.Train, random.Test! })
        {
            for (int i = 0; i < set.Count; i++)
            {
                int[] order = Order(set.Image(i), i, 20);
                Assert.Equal(Enumerable.Range(0, 20), order.Order());
                Assert.Equal(order, Order(set.Image(i), i, 20, channel: 2));
                orders.Add(string.Join(' ', order));
            }
        }

        Assert.Equal(38, orders.Count);
    }

    [Fact]
    public void The_features_of_vectors_move()
    {
        DatasetPair shuffled = PixelRandomization.Apply(Sets.Pair(3, 2, ImageShape.Vector(50)), PixelNoise.Shuffled, new Seed(2));
        int[] order = Order(shuffled.Train.Image(0), 0, 50);
        Assert.Equal(Enumerable.Range(0, 50), order.Order());
        Assert.NotEqual(Enumerable.Range(0, 50), order);
        Assert.Equal(order, Order(shuffled.Test!.Image(1), 1, 50));
    }

    [Fact]
    public void Gaussian_has_the_mean_and_variance_of_the_training_set()
    {
        DatasetPair data = Sets.Pair(100, 40, new ImageShape(1, 20, 20));
        (double mean, double deviation) = PixelRandomization.Moments(data.Train);
        DatasetPair drawn = PixelRandomization.Apply(data, PixelNoise.Gaussian, new Seed(3));
        foreach (Dataset set in new[] { drawn.Train, drawn.Test! })
        {
            (double drawnMean, double drawnDeviation) = PixelRandomization.Moments(set);
            double n = set.Images.Length;
            // Standard errors of a normal sample's mean and deviation: σ/√n and σ/√(2n); four of them.
            Assert.Equal(mean, drawnMean, 4 * deviation / Math.Sqrt(n));
            Assert.Equal(deviation, drawnDeviation, 4 * deviation / Math.Sqrt(2 * n));
            Assert.Equal(set.Images.Length, set.Images.ToArray().Distinct().Count(), 0.01 * n);
        }

        double beyond = drawn.Train.Images.ToArray().Count(value => Math.Abs(value - mean) > 1.959964 * deviation) / (double)drawn.Train.Images.Length;
        Assert.Equal(0.05, beyond, 4 * Math.Sqrt(0.05 * 0.95 / drawn.Train.Images.Length));
    }

    [Fact]
    public void Moments_by_hand()
    {
        (double mean, double deviation) = PixelRandomization.Moments(new Dataset("d", [1, 3, 5, 7], ImageShape.Vector(2), [0, 0], 1));
        Assert.Equal((4.0, Math.Sqrt(5)), (mean, deviation));
    }

    [Theory]
    [InlineData(PixelNoise.Shuffled)]
    [InlineData(PixelNoise.Random)]
    [InlineData(PixelNoise.Gaussian)]
    public void The_same_seed_gives_the_same_pixels_and_labels_stay(PixelNoise kind)
    {
        DatasetPair first = PixelRandomization.Apply(Data, kind, new Seed(7)), again = PixelRandomization.Apply(Data, kind, new Seed(7)), other = PixelRandomization.Apply(Data, kind, new Seed(8));
        Assert.True(first.Train.Images.SequenceEqual(again.Train.Images));
        Assert.True(first.Test!.Images.SequenceEqual(again.Test!.Images));
        Assert.False(first.Train.Images.SequenceEqual(other.Train.Images));
        Assert.True(first.Train.Labels.SequenceEqual(Data.Train.Labels));
    }

    [Fact]
    public void None_changes_nothing() => Assert.Same(Data, PixelRandomization.Apply(Data, PixelNoise.None, new Seed(7)));

    /// <summary>Which place each pixel came from, read off the numbered values of one channel.</summary>
    private static int[] Order(ReadOnlySpan<float> image, int example, int places, int channel = 0)
    {
        int[] order = new int[places];
        for (int j = 0; j < places; j++) order[j] = (int)Math.Round((image[(channel * places) + j] - example) * 1000) - (channel * places);
        return order;
    }
}
