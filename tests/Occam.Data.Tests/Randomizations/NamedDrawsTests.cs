using Occam.Data.Batches;
using Occam.Data.Datasets;
using Occam.Data.Randomizations;
using Occam.Data.Tests.Support;
using Occam.Numerics.Random;

namespace Occam.Data.Tests.Randomizations;

/// <summary>The draws themselves, for ever: what a seed gives today it must give on every machine. Expected values: generate_draws.py beside this file,
/// which has its own Philox and its own reading of the documented names.</summary>
public sealed class NamedDrawsTests
{
    private static readonly Seed Seed = new(42);
    private static readonly Dataset Clean = Sets.Numbered(24, ImageShape.Vector(1));

    [Fact]
    public void Selected()
    {
        int[] expected = [1, 1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1];
        Assert.Equal(expected, LabelNoise.Apply(Clean, LabelNoiseKind.Uniform, 0.5, Seed).Selected.Select(selected => selected ? 1 : 0));
        Assert.Equal(expected, LabelNoise.Apply(Clean, LabelNoiseKind.Permute, 0.5, Seed).Selected.Select(selected => selected ? 1 : 0));
    }

    [Fact]
    public void Uniform() => Assert.Equal([3, 4, 5, 3, 4, 4, 6, 7, 6, 6, 0, 1, 2, 3, 4, 0, 6, 7, 8, 9, 5, 1, 2, 6],
        LabelNoise.Apply(Clean, LabelNoiseKind.Uniform, 0.5, Seed).Data.Labels.ToArray());

    [Fact]
    public void Permute() => Assert.Equal([0, 5, 5, 3, 4, 8, 6, 7, 2, 9, 0, 1, 2, 3, 4, 0, 6, 7, 8, 9, 3, 1, 2, 1],
        LabelNoise.Apply(Clean, LabelNoiseKind.Permute, 0.5, Seed).Data.Labels.ToArray());

    [Fact]
    public void Shuffled()
    {
        DatasetPair shuffled = PixelRandomization.Apply(Sets.Pair(2, 1, new ImageShape(1, 3, 4)), PixelNoise.Shuffled, Seed);
        Assert.Equal([10, 8, 4, 9, 0, 2, 6, 7, 3, 5, 11, 1], Places(shuffled.Train, 1));
        Assert.Equal([10, 8, 4, 9, 0, 2, 6, 7, 3, 5, 11, 1], Places(shuffled.Test!, 0));
    }

    [Fact]
    public void Random()
    {
        DatasetPair random = PixelRandomization.Apply(Sets.Pair(2, 1, new ImageShape(1, 3, 4)), PixelNoise.Random, Seed);
        Assert.Equal([9, 3, 1, 4, 7, 5, 6, 2, 0, 10, 11, 8], Places(random.Train, 1));
        Assert.Equal([4, 11, 0, 1, 9, 6, 2, 3, 7, 8, 5, 10], Places(random.Test!, 0));
    }

    [Fact]
    public void Epoch() => Assert.Equal([6, 8, 2, 9, 0, 3, 1, 4, 5, 7, 10, 11], new EpochOrder(Seed, 12).Epoch(3).ToArray());

    [Fact]
    public void Balanced() => Assert.Equal([0f, 4f, 10f, 14f, 15f, 17f], Subset.Balanced(Sets.Numbered(18, ImageShape.Vector(1), classes: 3), 2, Seed).Images.ToArray());

    private static int[] Places(Dataset set, int example) => [.. set.Image(example).ToArray().Select(value => (int)Math.Round((value - example) * 1000))];
}
