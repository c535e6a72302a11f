using System.Numerics;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Activations;

/// <summary>min(max(x, 0), 6); the derivative is 0 at 0 and 1 at 6. A NaN stays NaN. Source: Sandler et al., CVPR 2018.</summary>
public readonly struct Relu6<T> : IElementwiseFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static Vector256<T> Top => Vector256.Create(T.CreateTruncating(6));

    /// <inheritdoc/>
    public static string Name => "relu6";

    /// <inheritdoc/>
    public static bool IsPiecewiseLinear => true;

    /// <inheritdoc/>
    public static Vector256<T> Value(Vector256<T> x)
    {
        Vector256<T> positive = Vector256.AndNot(x, Vector256.LessThan(x, Vector256<T>.Zero));
        return Vector256.ConditionalSelect(Vector256.GreaterThan(x, Top), Top, positive);
    }

    /// <inheritdoc/>
    public static Vector256<T> First(Vector256<T> x, Vector256<T> y) =>
        Vector256.GreaterThan(x, Vector256<T>.Zero) & Vector256.LessThanOrEqual(x, Top) & Vector256<T>.One;

    /// <inheritdoc/>
    public static Vector256<T> Second(Vector256<T> x, Vector256<T> y) => Vector256<T>.Zero;
}
