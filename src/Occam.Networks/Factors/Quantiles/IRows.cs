using System.Runtime.Intrinsics;

namespace Occam.Networks.Factors.Quantiles;

/// <summary>Gradients of some examples for a vector of parameters: lanes are parameters, rows are examples.</summary>
internal interface IRows<T>
    where T : unmanaged
{
    int Count { get; }

    Vector512<T> At(int row);
}
