using Occam.Data.Datasets;
using Occam.Numerics.Random;

namespace Occam.Experiments.Stability;

/// <summary>One example of the training set, and the held-out example that takes its place in the twin's.</summary>
/// <param name="Place">The index i in the training set.</param>
/// <param name="Replacement">z_i', alone in a set.</param>
internal sealed record Exchange(int Place, Dataset Replacement)
{
    /// <summary>Which training examples are replaced: the first of a random order, so that more replacements contain fewer.</summary>
    public static int[] Places(Seed seed, int examples, int count) => Drawn(seed.Derive("replaced"), examples, count);

    /// <summary>Which test examples replace them.</summary>
    public static int[] Replacements(Seed seed, int examples, int count) => Drawn(seed.Derive("replacements"), examples, count);

    /// <summary>S^(i): the set with the one example replaced.</summary>
    public Dataset In(Dataset train)
    {
        int size = train.Shape.Size;
        float[] images = train.Images.ToArray();
        int[] labels = train.Labels.ToArray();
        Replacement.Images.CopyTo(images.AsSpan(Place * size, size));
        labels[Place] = Replacement.Labels[0];
        return new Dataset(train.Name, images, train.Shape, labels, train.ClassCount, train.ClassNames);
    }

    private static int[] Drawn(Seed seed, int examples, int count)
    {
        int[] order = new int[examples];
        seed.Permutation(order);
        return order[..count];
    }
}
