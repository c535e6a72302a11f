using System.Numerics;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Activations;

/// <summary>A function of one number with its two derivatives, written for vectors; y = f(x) is passed in because it often makes them cheap.</summary>
public interface IElementwiseFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The name, for messages: "relu".</summary>
    static abstract string Name { get; }

    /// <summary>Whether f″ is zero wherever it exists.</summary>
    static abstract bool IsPiecewiseLinear { get; }

    /// <summary>f(x).</summary>
    static abstract Vector256<T> Value(Vector256<T> x);

    /// <summary>f′(x); at a kink, the derivative on the left.</summary>
    static abstract Vector256<T> First(Vector256<T> x, Vector256<T> y);

    /// <summary>f″(x).</summary>
    static abstract Vector256<T> Second(Vector256<T> x, Vector256<T> y);
}
