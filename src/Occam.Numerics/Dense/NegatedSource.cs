using System.Numerics;
using System.Runtime.Intrinsics;

namespace Occam.Numerics.Dense;

/// <summary>The negative of a factor, so that a product that adds becomes one that subtracts. A change of sign rounds nothing.</summary>
internal readonly unsafe struct NegatedSource<T>(MatrixSource<T> source) : IPanelSource<T>
    where T : unmanaged, INumberBase<T>
{
    public T* Pack(int firstLane, int lanes, int width, int firstDepth, int depth, T* panel)
    {
        source.Pack(firstLane, lanes, width, firstDepth, depth, panel);
        int length = depth * width, i = 0;
        for (; i + Vector256<T>.Count <= length; i += Vector256<T>.Count) (-Vector256.Load(panel + i)).Store(panel + i);
        for (; i < length; i++) panel[i] = -panel[i];
        return panel;
    }
}
