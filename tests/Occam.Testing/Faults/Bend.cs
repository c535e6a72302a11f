using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Networks.Activations;

namespace Occam.Testing.Faults;

/// <summary>x + x²/4 − x³/24, as it should be: a smooth activation without elementary functions.</summary>
public readonly struct Bend<T> : IElementwiseFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static string Name => "bend";

    public static bool IsPiecewiseLinear => false;

    public static Vector256<T> Value(Vector256<T> x) => x + (x * x * T.CreateTruncating(0.25)) - (x * x * x * T.CreateTruncating(1.0 / 24));

    public static Vector256<T> First(Vector256<T> x, Vector256<T> y) =>
        Vector256<T>.One + (x * T.CreateTruncating(0.5)) - (x * x * T.CreateTruncating(0.125));

    public static Vector256<T> Second(Vector256<T> x, Vector256<T> y) => Vector256.Create(T.CreateTruncating(0.5)) - (x * T.CreateTruncating(0.25));
}
