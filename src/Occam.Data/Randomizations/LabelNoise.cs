using Occam.Data.Datasets;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;

namespace Occam.Data.Randomizations;

/// <summary>Corrupts the labels of a set, once, by named draws. Test labels stay clean unless the caller corrupts that set too.</summary>
public static class LabelNoise
{
    /// <summary>Selects each example with probability <paramref name="probability"/>, independently, and corrupts the labels of the selected.
    /// Example i is selected when its own uniform draw is below the probability, so the examples selected at a smaller one are among those at a larger one.
    /// Draws: <c>seed.Derive("labels")</c>, below it "selected", and "classes" or "permutation".</summary>
    /// <param name="data">The clean set.</param>
    /// <param name="kind">How the selected labels are corrupted.</param>
    /// <param name="probability">In [0, 1].</param>
    /// <param name="seed">The place in the run's randomness.</param>
    /// <exception cref="InputException">The probability is not in [0, 1].</exception>
    public static NoisyLabels Apply(Dataset data, LabelNoiseKind kind, double probability, Seed seed)
    {
        if (!(probability >= 0 && probability <= 1))
            throw new InputException("label-noise", "a probability in 0 … 1", $"{probability}", "Give the fraction of labels to select, for example 0.25.");
        Seed place = seed.Derive("labels");
        Seed selection = place.Derive("selected");
        bool[] selected = new bool[data.Count];
        for (int i = 0; i < selected.Length; i++) selected[i] = selection.Uniform((ulong)i) < probability;

        int[] labels = data.Labels.ToArray();
        if (kind == LabelNoiseKind.Uniform) DrawClasses(labels, selected, data.ClassCount, place.Derive("classes"));
        else PermuteSelected(labels, selected, place.Derive("permutation"));

        int changed = 0;
        for (int i = 0; i < labels.Length; i++)
            if (labels[i] != data.Labels[i]) changed++;
        double count = Math.Max(1, data.Count);
        return new NoisyLabels(data.WithLabels(labels), selected, selected.Count(s => s) / count, changed / count);
    }

    private static void DrawClasses(int[] labels, bool[] selected, int classes, Seed place)
    {
        for (int i = 0; i < labels.Length; i++)
            if (selected[i]) labels[i] = place.Integer((ulong)i, classes);
    }

    private static void PermuteSelected(int[] labels, bool[] selected, Seed place)
    {
        int[] places = [.. Enumerable.Range(0, labels.Length).Where(i => selected[i])];
        int[] taken = [.. places.Select(i => labels[i])];
        int[] order = new int[places.Length];
        place.Permutation(order);
        for (int j = 0; j < places.Length; j++) labels[places[j]] = taken[order[j]];
    }
}
