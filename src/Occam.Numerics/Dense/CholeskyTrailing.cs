using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Dense;

/// <summary>c ← c − p·pᵀ in the lower triangle: a part is a rectangle, those above the diagonal are empty.</summary>
internal readonly unsafe struct CholeskyTrailing<T>(T* panel, T* c, nint stride, int size, int depth) : IParallelJob
    where T : unmanaged, INumberBase<T>
{
    private Cut Rows => new(size, 256);

    private Cut Columns => new(size, 528);

    public int Parts => Rows.Pieces * Columns.Pieces;

    public void Run(int part, Scratch scratch)
    {
        // The long rows come first, so that no worker begins the largest part last.
        int i = Rows.Pieces - 1 - (part / Columns.Pieces), j = part % Columns.Pieces;
        int first = Columns.Start(j), end = Math.Min(first + Columns.Size(j), Rows.Start(i) + Rows.Size(i));
        if (first >= end) return;
        MatrixSource<T> source = new(panel, stride, 1);
        ProductBlock block = new(Rows.Start(i), Rows.Size(i), first, end - first, depth);
        Product.Block(
            new NegatedSource<T>(source), source, new LowerSink<T>(c, stride), block, true,
            scratch.Rent<T>(Product.ScratchLength<T>(block.Columns, depth)));
    }
}
