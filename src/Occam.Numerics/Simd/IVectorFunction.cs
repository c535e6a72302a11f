using System.Numerics;
using System.Runtime.Intrinsics;

namespace Occam.Numerics.Simd;

/// <summary>A function of one number, written for a vector of them. A struct that implements it is inlined where it is used.</summary>
/// <typeparam name="T">float or double.</typeparam>
public interface IVectorFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The function, applied to each lane by itself.</summary>
    static abstract Vector256<T> Apply(Vector256<T> x);
}
