using Occam.Numerics.Random;
using Occam.Numerics.Simd;

namespace Occam.Numerics.Operators;

/// <summary>Random vectors z with E[z·zᵀ] = I, each a function of (seed, index) only.</summary>
internal static class Probes
{
    public static void Fill(ProbeDistribution distribution, Seed seed, int index, Span<double> z)
    {
        Seed own = seed.Derive(index);
        if (distribution == ProbeDistribution.Normal) own.Normals(z, 0, 1);
        else FillSigns(own, z);
    }

    /// <summary>A vector of length 1, uniform on the sphere.</summary>
    public static void FillDirection(Seed seed, int index, Span<double> z)
    {
        seed.Derive(index).Normals(z, 0, 1);
        VectorOperations.Scale(1 / Math.Sqrt(Reductions.SumOfSquares<double>(z)), z);
    }

    private static void FillSigns(Seed seed, Span<double> z)
    {
        Span<uint> words = stackalloc uint[4];
        for (int i = 0; i < z.Length; i++)
        {
            if ((i & 127) == 0) (words[0], words[1], words[2], words[3]) = seed.Words((ulong)i / 128);
            z[i] = (words[(i >> 5) & 3] >> (i & 31) & 1) == 0 ? 1 : -1;
        }
    }
}
