using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Factors.Quantiles;

/// <summary>
/// The value of a rank in every lane, bit by bit from the highest: a bit is set when no more values than the rank lie below the number that
/// has it. The cost depends on the number of rows and bits only, so it is the way for ranks in the middle of many rows.
/// </summary>
internal static unsafe class BitSelection<T, TBits>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TBits : unmanaged, IBinaryInteger<TBits>, IMinMaxValue<TBits>
{
    /// <summary>The value of a rank, 0 being the smallest.</summary>
    /// <param name="rows">The values.</param>
    /// <param name="rank">Which.</param>
    /// <param name="work">Room for all rows.</param>
    public static Vector512<T> Find<TRows>(in TRows rows, int rank, T* work)
        where TRows : struct, IRows<T>
    {
        TBits* keys = (TBits*)work;
        for (int i = 0; i < rows.Count; i++) Exchange(rows.At(i).As<T, TBits>()).Store(keys + ((nint)i * Vector512<TBits>.Count));
        Vector512<TBits> found = Vector512.Create(TBits.MinValue), wanted = Vector512.Create(TBits.CreateTruncating(rank));
        for (int bit = (sizeof(TBits) * 8) - 1; bit >= 0; bit--)
        {
            Vector512<TBits> candidate = found ^ Vector512.Create(TBits.One << bit);
            Vector512<TBits> below = CountBelow(keys, rows.Count, candidate);
            found = Vector512.ConditionalSelect(Vector512.LessThanOrEqual(below, wanted), candidate, found);
        }

        return Exchange(found).As<TBits, T>();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<TBits> CountBelow(TBits* keys, int count, Vector512<TBits> candidate)
    {
        Vector512<TBits> below = default;
        for (int i = 0; i < count; i++) below -= Vector512.LessThan(Vector512.Load(keys + ((nint)i * Vector512<TBits>.Count)), candidate);
        return below;
    }

    /// <summary>From the bits of a number to an integer that is ordered alike, and back: negative numbers have their lower bits reversed.</summary>
    private static Vector512<TBits> Exchange(Vector512<TBits> bits) =>
        bits ^ (Vector512.LessThan(bits, Vector512<TBits>.Zero) & Vector512.Create(TBits.MaxValue));
}
