using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Layers;

/// <summary>The bias of a dense layer: one row added to every row, and its adjoint.</summary>
internal static class BiasRows
{
    /// <summary>y[n,:] (+)= bias.</summary>
    public static void AddOrFill<T>(ReadOnlySpan<T> bias, Span<T> y, bool add)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (; !y.IsEmpty; y = y[bias.Length..])
        {
            if (add) Add(bias, y);
            else bias.CopyTo(y);
        }
    }

    /// <summary>sum[q] += Σ_n rows[n,q], in the order of n.</summary>
    public static void AddSum<T>(ReadOnlySpan<T> rows, Span<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (; !rows.IsEmpty; rows = rows[sum.Length..]) Add(rows[..sum.Length], sum);
    }

    private static void Add<T>(ReadOnlySpan<T> source, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        ref T from = ref MemoryMarshal.GetReference(source), to = ref MemoryMarshal.GetReference(target);
        for (; i + Vector256<T>.Count <= source.Length; i += Vector256<T>.Count)
            (Vector256.LoadUnsafe(ref to, (nuint)i) + Vector256.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        for (; i < source.Length; i++) target[i] += source[i];
    }
}
