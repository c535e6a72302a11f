namespace Occam.Kernels.InfiniteWidth;

/// <summary>Several numbers that go through the same operations. Every width rounds each of them alike, so the choice never shows in a result.</summary>
internal unsafe interface INumberVector<TSelf, T>
    where TSelf : struct, INumberVector<TSelf, T>
    where T : unmanaged
{
    static abstract int Count { get; }

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf All(double value);

    static abstract TSelf Load(T* source);

    /// <summary>left · right + addend, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    static abstract TSelf Sqrt(TSelf value);

    static abstract TSelf Abs(TSelf value);

    /// <summary>The lesser; what is no number stays so if it is on the right.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>Of each pair of numbers the first where left ≥ right, else the second.</summary>
    static abstract TSelf WhereAtLeast(TSelf left, TSelf right, TSelf yes, TSelf no);

    void Store(T* destination);
}
