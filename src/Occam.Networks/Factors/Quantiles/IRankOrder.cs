using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Factors.Quantiles;

/// <summary>From which end values are counted.</summary>
internal interface IRankOrder<T>
    where T : unmanaged
{
    /// <summary>What comes after every number.</summary>
    static abstract Vector512<T> Last { get; }

    /// <summary>The one that comes first, in each lane.</summary>
    static abstract Vector512<T> Near(Vector512<T> a, Vector512<T> b);

    /// <summary>The one that comes second, in each lane.</summary>
    static abstract Vector512<T> Far(Vector512<T> a, Vector512<T> b);
}

/// <summary>The smallest first.</summary>
internal readonly struct Ascending<T> : IRankOrder<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static Vector512<T> Last => Vector512.Create(T.PositiveInfinity);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Near(Vector512<T> a, Vector512<T> b) => Vector512.MinNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Far(Vector512<T> a, Vector512<T> b) => Vector512.MaxNative(a, b);
}

/// <summary>The largest first.</summary>
internal readonly struct Descending<T> : IRankOrder<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static Vector512<T> Last => Vector512.Create(T.NegativeInfinity);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Near(Vector512<T> a, Vector512<T> b) => Vector512.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Far(Vector512<T> a, Vector512<T> b) => Vector512.MinNative(a, b);
}
