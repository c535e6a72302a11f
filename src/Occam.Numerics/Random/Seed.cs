using System.Numerics;

namespace Occam.Numerics.Random;

/// <summary>A named place in a run's randomness. Deriving is a pure function of names, so the order of use never matters.</summary>
/// <param name="Key">The 64-bit key of the generator at this place.</param>
public readonly record struct Seed(ulong Key)
{
    /// <summary>The place called <paramref name="name"/> below this one.</summary>
    public Seed Derive(string name) => new(StableHash.Mix(Key ^ StableHash.Fnv1a(name)));

    /// <summary>The place with number <paramref name="index"/> below this one.</summary>
    public Seed Derive(int index) => new(StableHash.Mix(Key + (0x9E3779B97F4A7C15UL * ((ulong)index + 1))));

    /// <summary>Four random words as a function of this key and <paramref name="counter"/> only.</summary>
    public (uint, uint, uint, uint) Words(ulong counter) =>
        Philox.Block((uint)counter, (uint)(counter >> 32), 0, 0, (uint)Key, (uint)(Key >> 32));

    /// <summary>Draw number <paramref name="counter"/>, uniform in [0, 1) with 53 bits.</summary>
    public double Uniform(ulong counter)
    {
        (uint a, uint b, _, _) = Words(counter);
        return ((((ulong)a << 32) | b) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>
    /// destination[i] = low + (high − low) · Uniform(first + i), computed in double and rounded once to T, which may round up to
    /// <paramref name="high"/> itself. Parts filled apart, with their own <paramref name="first"/>, make the same array as one call.
    /// </summary>
    public void Uniforms<T>(Span<T> destination, T low, T high, ulong first = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double start = double.CreateTruncating(low), width = double.CreateTruncating(high) - start;
        for (int i = 0; i < destination.Length; i++)
            destination[i] = T.CreateTruncating(double.FusedMultiplyAdd(width, Uniform(first + (ulong)i), start));
    }

    /// <summary>
    /// Draw number <paramref name="counter"/> of the standard normal distribution (Box and Muller); magnitudes end at 8.57. Normal draws
    /// and uniform draws of one seed use the same words: derive a seed for each purpose.
    /// </summary>
    public double Normal(ulong counter)
    {
        Span<double> group = stackalloc double[NormalDraws.GroupLength];
        NormalDraws.Group(this, counter / NormalDraws.GroupLength, group);
        return group[(int)(counter % NormalDraws.GroupLength)];
    }

    /// <summary>
    /// destination[i] = mean + scale · Normal(first + i), computed in double and rounded once to T, so float and double agree. Parts
    /// filled apart, with their own <paramref name="first"/>, make the same array as one call.
    /// </summary>
    public void Normals<T>(Span<T> destination, T mean, T scale, ulong first = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> group = stackalloc double[NormalDraws.GroupLength];
        double centre = double.CreateTruncating(mean), factor = double.CreateTruncating(scale);
        for (int i = 0; i < destination.Length;)
        {
            ulong counter = first + (ulong)i;
            NormalDraws.Group(this, counter / NormalDraws.GroupLength, group);
            for (int j = (int)(counter % NormalDraws.GroupLength); j < group.Length && i < destination.Length; j++, i++)
                destination[i] = T.CreateTruncating(double.FusedMultiplyAdd(factor, group[j], centre));
        }
    }

    /// <summary>
    /// Draw number <paramref name="counter"/>, an integer in [0, <paramref name="bound"/>); the bias is below bound / 2⁶⁴.
    /// </summary>
    public int Integer(ulong counter, int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        (uint a, uint b, _, _) = Words(counter);
        return (int)Math.BigMul(((ulong)a << 32) | b, (ulong)bound, out _);
    }

    /// <summary>Fills a permutation of 0 … n−1 (Fisher and Yates), draw i deciding the swap of place n−1−i.</summary>
    public void Permutation(Span<int> order)
    {
        for (int i = 0; i < order.Length; i++) order[i] = i;
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = Integer((ulong)(order.Length - 1 - i), i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
