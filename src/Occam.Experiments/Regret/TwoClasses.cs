using Occam.Data.Datasets;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;

namespace Occam.Experiments.Regret;

/// <summary>
/// The examples of two classes as vectors in double with a constant feature, divided by √(their length), so that ⟨x, x⟩ is about 1; one class has
/// the sign 1, the other −1. The constant is penalized as the weights are.
/// </summary>
internal sealed class TwoClasses
{
    private readonly double[][] _examples;

    private TwoClasses(double[][] examples, double[] signs) => (_examples, Signs) = (examples, signs);

    /// <summary>y.</summary>
    public double[] Signs { get; }

    public int Count => Signs.Length;

    /// <summary>The examples of these two classes, in the order of the set.</summary>
    public static TwoClasses Of(Dataset set, int positive, int negative)
    {
        int[] chosen = [.. Enumerable.Range(0, set.Count).Where(i => set.Labels[i] == positive || set.Labels[i] == negative)];
        return new TwoClasses([.. chosen.Select(i => Vector(set.Image(i)))], [.. chosen.Select(i => set.Labels[i] == positive ? 1.0 : -1.0)]);
    }

    /// <summary>The same examples in random order, as many as there is room for in whole minibatches.</summary>
    public TwoClasses Shuffled(Seed seed, int minibatch)
    {
        int[] order = new int[Count];
        seed.Permutation(order);
        int[] chosen = order[..(Count / minibatch * minibatch)];
        return new TwoClasses([.. chosen.Select(i => _examples[i])], [.. chosen.Select(i => Signs[i])]);
    }

    /// <summary>The same examples with signs by the toss of a coin.</summary>
    public TwoClasses WithRandomSigns(Seed seed) => new(_examples, [.. Signs.Select((_, i) => seed.Integer((ulong)i, 2) == 0 ? -1.0 : 1.0)]);

    /// <summary>⟨x_i, x_j⟩ of this set's examples i and the other's j, row-major.</summary>
    public double[] Products(TwoClasses other)
    {
        double[] products = new double[Count * other.Count];
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < other.Count; j++) products[(i * other.Count) + j] = Reductions.Dot<double>(_examples[i], other._examples[j]);
        }

        return products;
    }

    private static double[] Vector(ReadOnlySpan<float> image)
    {
        double[] vector = new double[image.Length + 1];
        double scale = 1 / Math.Sqrt(vector.Length);
        for (int i = 0; i < image.Length; i++) vector[i] = image[i] * scale;
        vector[^1] = scale;
        return vector;
    }
}
