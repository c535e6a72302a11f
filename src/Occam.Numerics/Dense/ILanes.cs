namespace Occam.Numerics.Dense;

/// <summary>One vector width of the product kernels. Every width computes each element by the same chain of roundings, so the choice never shows.</summary>
internal unsafe interface ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    static abstract int Width { get; }

    static abstract TVector Load(T* source);

    static abstract void Store(TVector value, T* destination);

    static abstract TVector Broadcast(T value);

    /// <summary>left · right + addend, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);
}
