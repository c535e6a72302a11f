using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Occam.Numerics.Simd;

namespace Occam.Numerics.Random;

/// <summary>
/// Standard normal draws in pairs (Box and Muller 1958): block i of the generator gives draws 2i and 2i + 1, with radius √(−2 ln u)
/// from its first two words and the angle from the others. Four blocks are worked on together.
/// </summary>
internal static class NormalDraws
{
    /// <summary>Draws come in groups of this many, aligned on it.</summary>
    internal const int GroupLength = 8;

    /// <summary>Draws 8 · <paramref name="group"/> … 8 · <paramref name="group"/> + 7.</summary>
    internal static void Group(Seed seed, ulong group, Span<double> draws)
    {
        (ulong r0, ulong a0) = Block(seed, 4 * group);
        (ulong r1, ulong a1) = Block(seed, (4 * group) + 1);
        (ulong r2, ulong a2) = Block(seed, (4 * group) + 2);
        (ulong r3, ulong a3) = Block(seed, (4 * group) + 3);
        Vector256<double> radius = Vector256.Sqrt(Vector256.Create(-2.0)
            * DoubleKernels.Log(Vector256.Create(Positive(r0), Positive(r1), Positive(r2), Positive(r3))));
        (Vector256<double> sine, Vector256<double> cosine) =
            DoubleKernels.SineCosineOfTurns(Vector256.Create(Octant(a0), Octant(a1), Octant(a2), Octant(a3)));

        Vector256<long> quadrant = Vector256.Create((long)(a0 >> 62), (long)(a1 >> 62), (long)(a2 >> 62), (long)(a3 >> 62));
        Vector256<double> swap = Vector256.Equals(quadrant & Vector256<long>.One, Vector256<long>.One).AsDouble();
        Vector256<double> first = WithSign(Vector256.ConditionalSelect(swap, sine, cosine), quadrant ^ Vector256.ShiftLeft(quadrant, 1));
        Vector256<double> second = WithSign(Vector256.ConditionalSelect(swap, cosine, sine), quadrant);
        first *= radius;
        second *= radius;
        for (int i = 0; i < Vector256<double>.Count; i++) (draws[2 * i], draws[(2 * i) + 1]) = (first[i], second[i]);
    }

    private static (ulong Radius, ulong Angle) Block(Seed seed, ulong counter)
    {
        (uint a, uint b, uint c, uint d) = seed.Words(counter);
        return (((ulong)a << 32) | b, ((ulong)c << 32) | d);
    }

    /// <summary>Uniform on (0, 1]: the logarithm of zero is never asked for.</summary>
    private static double Positive(ulong word) => ((word >> 11) + 1) * (1.0 / (1UL << 53));

    /// <summary>The angle within its quadrant in turns, uniform on [−1/8, 1/8), from the bits below the two of the quadrant.</summary>
    private static double Octant(ulong word) => ((long)(word << 2) >> 11) * (1.0 / (1UL << 55));

    /// <summary>Negative where bit 1 of <paramref name="flag"/> is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> WithSign(Vector256<double> value, Vector256<long> flag) =>
        (value.AsInt64() ^ Vector256.ShiftLeft(Vector256.ShiftRightLogical(flag, 1), 63)).AsDouble();
}
