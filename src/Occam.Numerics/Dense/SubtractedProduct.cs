using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Dense;

/// <summary>
/// c[i,j] ← c[i,j] − Σ_k a[i,k]·b[k,j] over strided memory of any size, one chain of fused multiply-adds over k for each element: the
/// update of every blocked factorization.
/// </summary>
internal readonly unsafe struct SubtractedProduct<T>(MatrixSource<T> left, MatrixSource<T> right, MatrixSink<T> sink, Cut rows, Cut columns, int depth)
    : IParallelJob
    where T : unmanaged, INumberBase<T>
{
    private const int RowPart = 128, ColumnPart = 1056;

    public static void Run(Workers workers, MatrixSource<T> left, MatrixSource<T> right, MatrixSink<T> sink, int rows, int columns, int depth)
    {
        SubtractedProduct<T> job = new(left, right, sink, new Cut(rows, RowPart), new Cut(columns, ColumnPart), depth);
        workers.Run(job, job.Parts);
    }

    private int Parts => rows.Pieces * columns.Pieces;

    public void Run(int part, Scratch scratch)
    {
        int i = part / columns.Pieces, j = part % columns.Pieces;
        ProductBlock block = new(rows.Start(i), rows.Size(i), columns.Start(j), columns.Size(j), depth);
        Product.Block(new NegatedSource<T>(left), right, sink, block, true, scratch.Rent<T>(Product.ScratchLength<T>(block.Columns, depth)));
    }
}
