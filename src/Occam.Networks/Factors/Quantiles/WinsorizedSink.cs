using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Factors.Quantiles;

/// <summary>Clips every row to the bounds and adds: examples by index in double, then the zeros, each as the bound it is clipped to.</summary>
internal readonly unsafe struct WinsorizedSink<T>(T* sum) : IBoundsSink<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Accept<TRows>(in TRows source, int zeros, Vector512<T> low, Vector512<T> high, in CoordinateRange range)
        where TRows : struct, IRows<T>
    {
        TRows rows = source;
        Vector512<double> lower = default, upper = default;
        for (int i = 0; i < rows.Count; i++)
        {
            (Vector512<double> l, Vector512<double> u) = Widened(Clip(rows.At(i), low, high));
            lower += l;
            upper += u;
        }

        (Vector512<double> lowerZero, Vector512<double> upperZero) = Widened(Clip(Vector512<T>.Zero, low, high));
        Vector512<double> count = Vector512.Create((double)zeros);
        range.Store(Narrowed(Vector512.FusedMultiplyAdd(count, lowerZero, lower), Vector512.FusedMultiplyAdd(count, upperZero, upper)), sum);
    }

    /// <summary>The value comes second in both: a machine that returns one of the two where one is not a number returns the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Clip(Vector512<T> value, Vector512<T> low, Vector512<T> high) => Vector512.MaxNative(low, Vector512.MinNative(high, value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Lower, Vector512<double> Upper) Widened(Vector512<T> value) =>
        typeof(T) == typeof(float) ? Vector512.Widen(value.AsSingle()) : (value.AsDouble(), default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Narrowed(Vector512<double> lower, Vector512<double> upper) =>
        typeof(T) == typeof(float) ? Vector512.Narrow(lower, upper).As<float, T>() : lower.As<double, T>();
}
