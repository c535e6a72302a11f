using Occam.Data.Datasets;
using Occam.Numerics.Random;

namespace Occam.Experiments.Capacity;

/// <summary>Any data as a task with two labels, which is what the bounds are about: classes with an odd number against those with an even one.</summary>
internal static class TwoSides
{
    /// <summary>The same images; label 1 for odd classes, 0 for even ones. Data with two classes stays as it is.</summary>
    public static Dataset Of(Dataset set)
    {
        int[] labels = [.. set.Labels.ToArray().Select(label => label % 2)];
        string Side(int side) => string.Join('/', set.ClassNames.Where((_, k) => k % 2 == side));
        return new Dataset(set.Name, set.Images.ToArray(), set.Shape, labels, 2, [Side(0), Side(1)]);
    }

    /// <summary>So many random examples; fewer are among more. They are not balanced, because the bounds are about independent draws.</summary>
    public static Dataset Part(Dataset set, int examples, Seed seed)
    {
        int[] order = new int[set.Count];
        seed.Derive("examples").Permutation(order);
        return Subset.Select(set, order.AsSpan(0, examples));
    }

    /// <summary>Labels by the toss of a coin: σ.</summary>
    public static Dataset Tossed(Dataset set, Seed seed) =>
        new(set.Name, set.Images.ToArray(), set.Shape, [.. Enumerable.Range(0, set.Count).Select(i => seed.Integer((ulong)i, 2))], 2, set.ClassNames);
}
