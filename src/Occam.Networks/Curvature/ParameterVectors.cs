using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Curvature;

/// <summary>Vectors over the parameters between the engine's precision and double. At a product of a dense network they cost as much as a layer, so they go by whole vectors.</summary>
internal static class ParameterVectors
{
    private const int Width = 8;

    /// <summary>to[i] = from[i], rounded to the nearest.</summary>
    public static void Narrow<T>(ReadOnlySpan<double> from, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        if (typeof(T) == typeof(float))
        {
            Span<float> single = MemoryMarshal.Cast<T, float>(to);
            for (; i + Width <= from.Length; i += Width)
                Vector256.Narrow(Vector256.Create(from[i..]), Vector256.Create(from[(i + 4)..])).CopyTo(single[i..]);
        }

        for (; i < from.Length; i++) to[i] = T.CreateTruncating(from[i]);
    }

    /// <summary>to[i] = from[i] / divisor.</summary>
    public static void Divide(ReadOnlySpan<double> from, double divisor, Span<double> to)
    {
        int i = 0;
        for (; i + 4 <= from.Length; i += 4) (Vector256.Create(from[i..]) / Vector256.Create(divisor)).CopyTo(to[i..]);
        for (; i < from.Length; i++) to[i] = from[i] / divisor;
    }
}
