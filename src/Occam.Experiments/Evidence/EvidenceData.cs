using Occam.Data.Datasets;
using Occam.Data.Randomizations;
using Occam.Numerics.Random;

namespace Occam.Experiments.Evidence;

/// <summary>The images of two classes: as many of each to train on, the rest to test on.</summary>
/// <param name="Train">Balanced; classes 0 and 1.</param>
/// <param name="Test">Those that are left, and the test set's.</param>
internal sealed record EvidenceData(Dataset Train, Dataset Test)
{
    /// <summary>How many of two classes there are to train on, as many of each.</summary>
    public static int Available(Dataset set, int first, int second)
    {
        int[] counts = set.ClassHistogram();
        return 2 * Math.Min(counts[first], counts[second]);
    }

    /// <summary>Draws the training images, at most so many.</summary>
    /// <param name="pair">The sets that the images come from.</param>
    /// <param name="first">The class that becomes 0.</param>
    /// <param name="second">The class that becomes 1.</param>
    /// <param name="images">Training images of both classes together.</param>
    /// <param name="seed">Decides which.</param>
    public static EvidenceData Of(DatasetPair pair, int first, int second, int images, Seed seed)
    {
        Dataset all = Two(pair.Train, first, second);
        int each = Math.Min(images, Available(pair.Train, first, second)) / 2;
        int[] order = new int[all.Count];
        seed.Permutation(order);
        int[] chosen = [.. ((int[])[0, 1]).SelectMany(k => order.Where(i => all.Labels[i] == k).Take(each)).Order()];
        Dataset rest = Subset.Select(all, [.. Enumerable.Range(0, all.Count).Except(chosen)]);
        return new EvidenceData(Subset.Select(all, chosen), pair.Test is { } test ? Joined(rest, Two(test, first, second)) : rest);
    }

    /// <summary>The same images with labels by the toss of a coin, in both sets; set 0 keeps the true ones.</summary>
    public EvidenceData WithLabels(int set, Seed seed) => set == 0 ? this : new EvidenceData(
        LabelNoise.Apply(Train, LabelNoiseKind.Uniform, 1, seed.Derive("draw").Derive(set).Derive("train")).Data,
        LabelNoise.Apply(Test, LabelNoiseKind.Uniform, 1, seed.Derive("draw").Derive(set).Derive("test")).Data);

    /// <summary>The same with every image made smaller by means over squares of pixels.</summary>
    /// <param name="side">Pixels on a side of the square; those that do not fill one are left out.</param>
    public EvidenceData Pooled(int side) => new(Pooled(Train, side), Pooled(Test, side));

    private static Dataset Two(Dataset set, int first, int second)
    {
        int[] chosen = [.. Enumerable.Range(0, set.Count).Where(i => set.Labels[i] == first || set.Labels[i] == second)];
        Dataset images = Subset.Select(set, chosen);
        return new Dataset(set.Name, images.Images.ToArray(), set.Shape, [.. chosen.Select(i => set.Labels[i] == second ? 1 : 0)], 2, [set.ClassNames[first], set.ClassNames[second]]);
    }

    private static Dataset Joined(Dataset a, Dataset b) =>
        new(a.Name, [.. a.Images, .. b.Images], a.Shape, [.. a.Labels, .. b.Labels], a.ClassCount, a.ClassNames);

    private static Dataset Pooled(Dataset set, int side)
    {
        (int height, int width) = (set.Shape.Height / side, set.Shape.Width / side);
        ImageShape shape = set.Shape with { Height = height, Width = width };
        float[] pooled = new float[set.Count * shape.Size];
        for (int at = 0; at < pooled.Length; at++)
        {
            (int plane, int y, int x) = (at / (height * width), at / width % height, at % width);
            double sum = 0;
            for (int p = 0; p < side * side; p++)
                sum += set.Images[(((plane * set.Shape.Height) + (y * side) + (p / side)) * set.Shape.Width) + (x * side) + (p % side)];
            pooled[at] = (float)(sum / (side * side));
        }

        return set.WithImages(pooled, shape);
    }
}
