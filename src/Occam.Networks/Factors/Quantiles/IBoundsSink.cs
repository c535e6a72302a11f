using System.Runtime.Intrinsics;

namespace Occam.Networks.Factors.Quantiles;

/// <summary>What is done with the bounds of some parameters.</summary>
internal interface IBoundsSink<T>
    where T : unmanaged
{
    /// <summary>Receives the bounds of a vector of parameters, once for each parameter, on any thread.</summary>
    /// <param name="rows">The gradients of the examples that can differ from zero, in the order of their index.</param>
    /// <param name="zeros">How many further examples have a gradient of zero.</param>
    /// <param name="low">The lower bounds.</param>
    /// <param name="high">The upper bounds.</param>
    /// <param name="range">Which parameters.</param>
    void Accept<TRows>(in TRows rows, int zeros, Vector512<T> low, Vector512<T> high, in CoordinateRange range)
        where TRows : struct, IRows<T>;
}
