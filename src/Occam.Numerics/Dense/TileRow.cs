using System.Runtime.CompilerServices;

namespace Occam.Numerics.Dense;

/// <summary>One row of a tile: up to three vectors of accumulators. Passed by value only, so that the JIT keeps them in registers.</summary>
internal readonly unsafe struct TileRow<T, TVector, TLanes, TColumns>(TVector first, TVector second, TVector third)
    where T : unmanaged
    where TVector : struct
    where TLanes : ILanes<TVector, T>
    where TColumns : ITileExtent
{
    private readonly TVector _first = first, _second = second, _third = third;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TileRow<T, TVector, TLanes, TColumns> Load(T* source) => new(
        TLanes.Load(source),
        TColumns.Value > 1 ? TLanes.Load(source + TLanes.Width) : default,
        TColumns.Value > 2 ? TLanes.Load(source + (2 * TLanes.Width)) : default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TileRow<T, TVector, TLanes, TColumns> Plus(T a, TVector b0, TVector b1, TVector b2)
    {
        TVector scale = TLanes.Broadcast(a);
        return new(
            TLanes.MultiplyAdd(scale, b0, _first),
            TColumns.Value > 1 ? TLanes.MultiplyAdd(scale, b1, _second) : _second,
            TColumns.Value > 2 ? TLanes.MultiplyAdd(scale, b2, _third) : _third);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* destination)
    {
        TLanes.Store(_first, destination);
        if (TColumns.Value > 1) TLanes.Store(_second, destination + TLanes.Width);
        if (TColumns.Value > 2) TLanes.Store(_third, destination + (2 * TLanes.Width));
    }
}
