using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Factors.Quantiles;

/// <summary>Rows that lie in memory one after the other.</summary>
internal readonly unsafe struct PanelRows<T>(T* panel, int count) : IRows<T>
    where T : unmanaged
{
    public int Count => count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> At(int row) => Vector512.Load(panel + ((nint)row * Vector512<T>.Count));
}
