using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Occam.Numerics.Simd;

namespace Occam.Networks.Activations;

/// <summary>tanh x, with f′ = 1 − y² and f″ = −2y(1 − y²).</summary>
public readonly struct Tanh<T> : IElementwiseFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static string Name => "tanh";

    /// <inheritdoc/>
    public static bool IsPiecewiseLinear => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Value(Vector256<T> x) => Elementary.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> First(Vector256<T> x, Vector256<T> y) => Vector256<T>.One - (y * y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Second(Vector256<T> x, Vector256<T> y)
    {
        Vector256<T> slope = Vector256<T>.One - (y * y);
        return -(y + y) * slope;
    }
}
