using Occam.Numerics.Errors;
using Occam.Numerics.Random;

namespace Occam.Data.Datasets;

/// <summary>Parts of a set. Every part is a copy; classes and their names stay, even where a class has no example left.</summary>
public static class Subset
{
    /// <summary>The examples at <paramref name="indices"/>, in that order; an index may come twice.</summary>
    /// <exception cref="InputException">An index outside of the set.</exception>
    public static Dataset Select(Dataset set, ReadOnlySpan<int> indices)
    {
        int size = set.Shape.Size;
        float[] images = new float[checked(indices.Length * size)];
        int[] labels = new int[indices.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            int from = indices[i];
            if ((uint)from >= (uint)set.Count)
                throw new InputException($"Subset of '{set.Name}'", $"indices in 0 … {set.Count - 1}", $"{from} at place {i}", "Choose examples that the set has.");
            set.Image(from).CopyTo(images.AsSpan(i * size, size));
            labels[i] = set.Labels[from];
        }

        return new Dataset(set.Name, images, set.Shape, labels, set.ClassCount, set.ClassNames);
    }

    /// <summary>The first <paramref name="count"/> examples; the set itself if that is all of them.</summary>
    /// <exception cref="InputException">Fewer than one, or more than there are.</exception>
    public static Dataset First(Dataset set, int count)
    {
        if (count < 1 || count > set.Count)
            throw new InputException($"First examples of '{set.Name}'", $"a count in 1 … {set.Count}", $"{count}", "Ask for as many as the set has, or fewer.");
        if (count == set.Count) return set;
        int[] indices = [.. Enumerable.Range(0, count)];
        return Select(set, indices);
    }

    /// <summary>As many random examples of every class, in their original order. Drawn from <c>seed.Derive("subset").Derive(class)</c>, so one
    /// class's choice does not depend on another's, and a smaller part is contained in a larger one.</summary>
    /// <param name="set">The set to choose from.</param>
    /// <param name="perClass">Examples of each class.</param>
    /// <param name="seed">The place in the run's randomness.</param>
    /// <exception cref="InputException">Fewer than one, or a class with too few examples; all such classes are named.</exception>
    public static Dataset Balanced(Dataset set, int perClass, Seed seed)
    {
        if (perClass < 1)
            throw new InputException($"Balanced part of '{set.Name}'", "at least 1 example of each class", $"{perClass}", "Ask for a positive count.");
        List<int>[] members = [.. Enumerable.Range(0, set.ClassCount).Select(_ => new List<int>())];
        for (int i = 0; i < set.Count; i++) members[set.Labels[i]].Add(i);
        Fault[] faults = [.. Enumerable.Range(0, set.ClassCount).Where(k => members[k].Count < perClass).Select(k => new Fault(
            $"Balanced part of '{set.Name}'", $"{perClass} examples of class '{set.ClassNames[k]}'", $"{members[k].Count}", "Ask for fewer of each class."))];
        if (faults.Length > 0) throw new InputException(faults);

        Seed place = seed.Derive("subset");
        List<int> chosen = [];
        for (int k = 0; k < members.Length; k++)
        {
            int[] order = new int[members[k].Count];
            place.Derive(k).Permutation(order);
            chosen.AddRange(order.Take(perClass).Select(j => members[k][j]));
        }

        int[] indices = [.. chosen.Order()];
        return Select(set, indices);
    }
}
