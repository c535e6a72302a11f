using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Networks.Activations;

namespace Occam.Testing.Faults;

/// <summary><see cref="Bend{T}"/> that calls itself piecewise linear: its second derivative is dropped.</summary>
public readonly struct BendWithoutSecond<T> : IElementwiseFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static string Name => "bend without f″";

    public static bool IsPiecewiseLinear => true;

    public static Vector256<T> Value(Vector256<T> x) => Bend<T>.Value(x);

    public static Vector256<T> First(Vector256<T> x, Vector256<T> y) => Bend<T>.First(x, y);

    public static Vector256<T> Second(Vector256<T> x, Vector256<T> y) => Vector256<T>.Zero;
}
