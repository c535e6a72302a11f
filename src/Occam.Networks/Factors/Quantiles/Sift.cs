using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Factors.Quantiles;

/// <summary>
/// The k-th value of every lane by insertion: the first few values stay sorted in registers, each row pushes one out. What is pushed out goes
/// on to a further pass when k is larger than the registers hold. Exact; 2k minima and maxima a row, no branch depends on a value.
/// </summary>
internal static unsafe class Sift<T, TOrder>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOrder : struct, IRankOrder<T>
{
    private const int Deepest = 6;

    /// <summary>The <paramref name="depth"/>-th value (1 is the first) of each lane; depth is at most the number of rows.</summary>
    /// <param name="rows">The values.</param>
    /// <param name="depth">Which.</param>
    /// <param name="work">Room for all rows; used when depth exceeds the registers.</param>
    public static Vector512<T> Find<TRows>(in TRows rows, int depth, T* work)
        where TRows : struct, IRows<T>
    {
        if (depth <= Deepest) return Shallow(in rows, depth);
        int left = rows.Count;
        Pass<TRows, Depth6KeepingRest>(in rows, work);
        for (; ;)
        {
            // The first values to be pushed out are the placeholders with which the registers began.
            work += Deepest * Vector512<T>.Count;
            (left, depth) = (left - Deepest, depth - Deepest);
            PanelRows<T> rest = new(work, left);
            if (depth <= Deepest) return Shallow(in rest, depth);
            Pass<PanelRows<T>, Depth6KeepingRest>(in rest, work);
        }
    }

    private static Vector512<T> Shallow<TRows>(in TRows rows, int depth)
        where TRows : struct, IRows<T> => depth switch
        {
            1 => Pass<TRows, Depth1>(in rows, null),
            2 => Pass<TRows, Depth2>(in rows, null),
            3 => Pass<TRows, Depth3>(in rows, null),
            4 => Pass<TRows, Depth4>(in rows, null),
            5 => Pass<TRows, Depth5>(in rows, null),
            _ => Pass<TRows, Depth6>(in rows, null),
        };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<T> Pass<TRows, TDepth>(in TRows source, T* rest)
        where TRows : struct, IRows<T>
        where TDepth : struct, ISiftDepth
    {
        // By reference and then copied: a caller's copy on the stack would be written piecewise and read as one vector, which stalls.
        TRows rows = source;
        Vector512<T> a = TOrder.Last, b = a, c = a, d = a, e = a, last = a;
        for (int i = 0; i < rows.Count; i++)
        {
            Vector512<T> x = rows.At(i);
            if (TDepth.Value > 1) (a, x) = (TOrder.Near(a, x), TOrder.Far(a, x));
            if (TDepth.Value > 2) (b, x) = (TOrder.Near(b, x), TOrder.Far(b, x));
            if (TDepth.Value > 3) (c, x) = (TOrder.Near(c, x), TOrder.Far(c, x));
            if (TDepth.Value > 4) (d, x) = (TOrder.Near(d, x), TOrder.Far(d, x));
            if (TDepth.Value > 5) (e, x) = (TOrder.Near(e, x), TOrder.Far(e, x));
            if (TDepth.KeepsRest) TOrder.Far(last, x).Store(rest + ((nint)i * Vector512<T>.Count));
            last = TOrder.Near(last, x);
        }

        return last;
    }
}
