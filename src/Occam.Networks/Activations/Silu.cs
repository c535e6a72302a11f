using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Occam.Numerics.Simd;

namespace Occam.Networks.Activations;

/// <summary>x·σ(x) with σ(x) = 1/(1 + e⁻ˣ) (swish with β = 1): f′ = σ + y(1 − σ), f″ = σ(1 − σ)(2 + x(1 − 2σ)).</summary>
public readonly struct Silu<T> : IElementwiseFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static string Name => "silu";

    /// <inheritdoc/>
    public static bool IsPiecewiseLinear => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Value(Vector256<T> x) => x * Elementary.Sigmoid(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> First(Vector256<T> x, Vector256<T> y)
    {
        Vector256<T> gate = Elementary.Sigmoid(x);
        return gate + (y * (Vector256<T>.One - gate));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Second(Vector256<T> x, Vector256<T> y)
    {
        Vector256<T> one = Vector256<T>.One, gate = Elementary.Sigmoid(x);
        return gate * (one - gate) * (one + one + (x * (one - (gate + gate))));
    }
}
