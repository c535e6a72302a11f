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

    /// <summary>Draw number <paramref name="counter"/>, an integer in [0, <paramref name="bound"/>); the bias is below bound / 2⁶⁴.</summary>
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
