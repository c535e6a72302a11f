using System.Numerics;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Activations;

/// <summary>max(x, 0); the derivative at 0 is 0. A NaN stays NaN.</summary>
public readonly struct Relu<T> : IElementwiseFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static string Name => "relu";

    /// <inheritdoc/>
    public static bool IsPiecewiseLinear => true;

    /// <inheritdoc/>
    public static Vector256<T> Value(Vector256<T> x) => Vector256.AndNot(x, Vector256.LessThan(x, Vector256<T>.Zero));

    /// <inheritdoc/>
    public static Vector256<T> First(Vector256<T> x, Vector256<T> y) => Vector256.GreaterThan(x, Vector256<T>.Zero) & Vector256<T>.One;

    /// <inheritdoc/>
    public static Vector256<T> Second(Vector256<T> x, Vector256<T> y) => Vector256<T>.Zero;
}
