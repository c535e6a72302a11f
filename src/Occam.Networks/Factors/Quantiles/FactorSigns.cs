using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Factors.Quantiles;

/// <summary>What the signs of a layer's inputs allow.</summary>
/// <param name="NonNegative">No value is negative.</param>
/// <param name="Finite">Every value is finite.</param>
internal readonly record struct FactorSigns(bool NonNegative, bool Finite)
{
    /// <summary>Looks at every value.</summary>
    public static FactorSigns Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector512<T> negative = default, faulty = default;
        int i = 0;
        for (; i + Vector512<T>.Count <= values.Length; i += Vector512<T>.Count)
        {
            Vector512<T> x = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)i);
            negative |= Vector512.LessThan(x, Vector512<T>.Zero);
            faulty |= ~Vector512.Equals(x - x, Vector512<T>.Zero);
        }

        // The masks are compared as bytes: a set lane is not a number when it is read as one.
        (bool nonNegative, bool finite) = (negative.As<T, byte>() == Vector512<byte>.Zero, faulty.As<T, byte>() == Vector512<byte>.Zero);
        for (; i < values.Length; i++) (nonNegative, finite) = (nonNegative && values[i] >= T.Zero, finite && T.IsFinite(values[i]));
        return new FactorSigns(nonNegative, finite);
    }
}
