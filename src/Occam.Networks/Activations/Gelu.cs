using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Occam.Numerics.Simd;

namespace Occam.Networks.Activations;

/// <summary>x·Φ(x) with Φ the normal distribution function (the exact form, not the tanh approximation): f′ = Φ + xφ, f″ = φ(2 − x²).</summary>
public readonly struct Gelu<T> : IElementwiseFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static string Name => "gelu";

    /// <inheritdoc/>
    public static bool IsPiecewiseLinear => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Value(Vector256<T> x) => x * Distribution(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> First(Vector256<T> x, Vector256<T> y) => Distribution(x) + (x * Density(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Second(Vector256<T> x, Vector256<T> y) => Density(x) * (Vector256.Create(T.CreateTruncating(2)) - (x * x));

    /// <summary>Φ(x) = ½(1 + erf(x/√2)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Distribution(Vector256<T> x) =>
        (Vector256<T>.One + Elementary.Erf(x * Vector256.Create(T.CreateTruncating(0.70710678118654752)))) * Vector256.Create(T.CreateTruncating(0.5));

    /// <summary>φ(x) = e^(−x²/2)/√(2π).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Density(Vector256<T> x) =>
        Elementary.Exp(x * x * Vector256.Create(T.CreateTruncating(-0.5))) * Vector256.Create(T.CreateTruncating(0.39894228040143268));
}
