using System.Text;

namespace Occam.Numerics.Random;

/// <summary>Hashes that are the same in every process, on every machine.</summary>
public static class StableHash
{
    /// <summary>FNV-1a, 64 bits, over the UTF-8 bytes of a text.</summary>
    public static ulong Fnv1a(string text)
    {
        ulong hash = 14695981039346656037UL;
        foreach (byte b in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ b) * 1099511628211UL;
        return hash;
    }

    /// <summary>The 64-bit finalizer of SplitMix64: a bijection in which every input bit moves about half of the output bits.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
