using Occam.Data.Catalog;
using Occam.Data.Datasets;
using Occam.Data.Embedded;
using Occam.Data.Preprocessing;
using Occam.Data.Tests.Support;
using Occam.Numerics.Errors;

namespace Occam.Data.Tests.Preprocessing;

public sealed class StandardizerTests
{
    [Fact]
    public void The_channels_of_the_training_set_give_the_constants_for_both_sets()
    {
        // Channel 0 holds 1, 3, 5, 7 (mean 4, variance 5); channel 1 is constantly 2.
        Dataset train = new("d", [1, 3, 2, 2, 5, 7, 2, 2], new ImageShape(2, 1, 2), [0, 1], 2);
        Dataset test = new("d", [4, 9, 2, 3], new ImageShape(2, 1, 2), [0], 2);
        (DatasetPair data, StandardizationConstants constants) = Standardizer.Apply(new DatasetPair(train, test, new DatasetInfo("", "", "", "")));
        Assert.Equal([4.0, 2.0], constants.Means);
        Assert.Equal([Math.Sqrt(5), 0.0], constants.Deviations);
        Assert.Equal(Standardization.PerChannel, constants.Kind);
        float unit = (float)(1 / Math.Sqrt(5));
        Assert.Equal([0f, (float)(5 / Math.Sqrt(5)), 0f, 1f], data.Test!.Images.ToArray());
        Assert.Equal([(float)(-3 / Math.Sqrt(5)), -unit, 0f, 0f, unit, (float)(3 / Math.Sqrt(5)), 0f, 0f], data.Train.Images.ToArray());
    }

    [Fact]
    public void A_standardized_channel_has_mean_0_and_deviation_1()
    {
        (DatasetPair data, _) = Standardizer.Apply(MnistMini.Read());
        StandardizationConstants after = Standardizer.Measure(data.Train);
        Assert.Equal(0, after.Means[0], 1e-6);
        Assert.Equal(1, after.Deviations[0], 1e-6);
    }

    /// <summary>Expected values: Python over the bytes of the set, by histogram, sums in double. Ours are of byte / 255 rounded to float, so they may
    /// differ by half a unit in the last place, 6e-8 of their size.</summary>
    [Fact]
    public void Constants_of_mnist_mini()
    {
        StandardizationConstants constants = Standardizer.Measure(MnistMini.Read().Train);
        Assert.Equal(0.13207429871948778, constants.Means[0], 8e-9);
        Assert.Equal(0.3096000024844425, constants.Deviations[0], 1.9e-8);
    }

    /// <summary>MNIST: the constants 0.1307 and 0.3081 that PyTorch's example prints.</summary>
    [Fact]
    public void Constants_of_MNIST()
    {
        string folder = RealData.Require("mnist");
        StandardizationConstants constants = Standardizer.Measure(new DatasetCatalog(Path.GetDirectoryName(folder)!).Load("mnist").Train);
        Assert.Equal(0.1307, constants.Means[0], 5e-5);
        Assert.Equal(0.3081, constants.Deviations[0], 5e-5);
    }

    /// <summary>CIFAR-10: [125.3, 123.0, 113.9] and [63.0, 62.1, 66.7] of 255, from pluskid/fitting-random-labels.</summary>
    [Fact]
    public void Constants_of_CIFAR10()
    {
        string folder = RealData.Require("cifar-10-batches-bin");
        StandardizationConstants constants = Standardizer.Measure(new DatasetCatalog(Path.GetDirectoryName(folder)!).Load("cifar10").Train);
        double[] means = [125.3, 123.0, 113.9], deviations = [63.0, 62.1, 66.7];
        for (int c = 0; c < 3; c++)
        {
            Assert.Equal(means[c], constants.Means[c] * 255, 0.051);
            Assert.Equal(deviations[c], constants.Deviations[c] * 255, 0.051);
        }
    }

    [Fact]
    public void Whitening_uses_each_image_alone()
    {
        // 0, 0, 6, 6: mean 3, deviation 3. The second image is constant, so the divisor is the floor 1/√4.
        Dataset set = new("d", [0, 0, 6, 6, 5, 5, 5, 5], new ImageShape(1, 2, 2), [0, 0], 1);
        Assert.Equal([-1f, -1f, 1f, 1f, 0f, 0f, 0f, 0f], White(set));

        // Deviation 0.1 is below the floor of 0.5: ±0.1 / 0.5.
        Dataset flat = new("d", [0.9f, 0.9f, 1.1f, 1.1f], new ImageShape(1, 2, 2), [0], 1);
        Assert.All(White(flat).Zip([-0.2f, -0.2f, 0.2f, 0.2f]), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));

        static float[] White(Dataset set) => Standardizer.Apply(set, Standardizer.Measure(set, Standardization.PerImage)).Images.ToArray();
    }

    [Fact]
    public void None_changes_nothing()
    {
        Dataset set = Sets.Numbered(3, new ImageShape(1, 2, 2));
        Assert.Same(set, Standardizer.Apply(set, Standardizer.Measure(set, Standardization.None)));
    }

    [Fact]
    public void Constants_of_other_channels_are_refused()
    {
        StandardizationConstants constants = Standardizer.Measure(Sets.Numbered(3, new ImageShape(3, 2, 2)));
        InputException refusal = Assert.Throws<InputException>(() => Standardizer.Apply(Sets.Numbered(3, new ImageShape(1, 2, 2)), constants));
        Assert.Contains("expected constants of 1 channels, got constants of 3", refusal.Message, StringComparison.Ordinal);
    }
}
