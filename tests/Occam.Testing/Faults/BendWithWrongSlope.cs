using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Networks.Activations;

namespace Occam.Testing.Faults;

/// <summary><see cref="Bend{T}"/> with a first derivative that is right to one part in a thousand.</summary>
public readonly struct BendWithWrongSlope<T> : IElementwiseFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static string Name => "bend with a wrong slope";

    public static bool IsPiecewiseLinear => false;

    public static Vector256<T> Value(Vector256<T> x) => Bend<T>.Value(x);

    public static Vector256<T> First(Vector256<T> x, Vector256<T> y) => Bend<T>.First(x, y) * T.CreateTruncating(1.001);

    public static Vector256<T> Second(Vector256<T> x, Vector256<T> y) => Bend<T>.Second(x, y);
}
