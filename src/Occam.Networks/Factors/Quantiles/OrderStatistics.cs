using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Factors.Quantiles;

/// <summary>The value of a rank in every lane, by the cheaper of two exact ways.</summary>
internal static unsafe class OrderStatistics
{
    /// <summary>The value of a rank, 0 being the smallest and rows − 1 the largest.</summary>
    /// <param name="rows">The values, finite; at least one more than the rank.</param>
    /// <param name="rank">Which.</param>
    /// <param name="work">Room for all rows; overwritten.</param>
    public static Vector512<T> Select<T, TRows>(in TRows rows, int rank, T* work)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRows : struct, IRows<T>
    {
        int above = rows.Count - 1 - rank;
        if (PrefersBits(rows.Count, Math.Min(rank, above) + 1, sizeof(T))) return ByBits<T, TRows>(in rows, rank, work);
        return rank <= above ? Sift<T, Ascending<T>>.Find(in rows, rank + 1, work) : Sift<T, Descending<T>>.Find(in rows, above + 1, work);
    }

    /// <summary>A minimum and a maximum for each row and value that is sifted, against three operations for each row and bit.</summary>
    internal static bool PrefersBits(int rows, int depth, int bytes) => (long)depth * ((2L * rows) - depth) > 3L * 8 * bytes * rows;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<T> ByBits<T, TRows>(in TRows rows, int rank, T* work)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRows : struct, IRows<T> =>
        typeof(T) == typeof(float) ? BitSelection<T, int>.Find(in rows, rank, work) : BitSelection<T, long>.Find(in rows, rank, work);
}
