using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Factors.Quantiles;

/// <summary>Rows of an outer product that is never formed: an example's inputs in the panel, times its cotangent.</summary>
/// <param name="panel">The inputs of all examples for these lanes.</param>
/// <param name="starts">Where each row's inputs start in the panel.</param>
/// <param name="cotangents">Each row's cotangent.</param>
/// <param name="count">How many rows.</param>
internal readonly unsafe struct ProductRows<T>(T* panel, int* starts, T* cotangents, int count) : IRows<T>
    where T : unmanaged
{
    public int Count => count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<T> At(int row) => Vector512.Load(panel + starts[row]) * Vector512.Create(cotangents[row]);
}
