using System.Numerics;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Factors.Quantiles;

/// <summary>Keeps the bounds. Where a gradient is not finite, they are not numbers; a zero is the positive one.</summary>
internal readonly unsafe struct BoundsSink<T>(T* low, T* high) : IBoundsSink<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Accept<TRows>(in TRows rows, int zeros, Vector512<T> lower, Vector512<T> upper, in CoordinateRange range)
        where TRows : struct, IRows<T>
    {
        // x − x is zero for finite numbers; adding it turns −0 into 0, for which of two zeros is the smaller depends on the machine.
        Vector512<T> faults = default;
        for (int i = 0; i < rows.Count; i++)
        {
            Vector512<T> row = rows.At(i);
            faults += row - row;
        }

        range.Store(lower + faults, low);
        range.Store(upper + faults, high);
    }
}
