using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Occam.Numerics.Simd;

namespace Occam.Networks.Activations;

/// <summary>1/(1 + e⁻ˣ), with f′ = y(1 − y) and f″ = y(1 − y)(1 − 2y).</summary>
public readonly struct Sigmoid<T> : IElementwiseFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static string Name => "sigmoid";

    /// <inheritdoc/>
    public static bool IsPiecewiseLinear => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Value(Vector256<T> x) => Elementary.Sigmoid(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> First(Vector256<T> x, Vector256<T> y) => y * (Vector256<T>.One - y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Second(Vector256<T> x, Vector256<T> y) => y * (Vector256<T>.One - y) * (Vector256<T>.One - (y + y));
}
