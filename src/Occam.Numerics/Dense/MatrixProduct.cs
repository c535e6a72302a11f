using Occam.Numerics.Threading;

namespace Occam.Numerics.Dense;

/// <summary>A matrix product cut into rectangles; each part owns its rectangle of the result.</summary>
internal readonly unsafe struct MatrixProduct<T>(
    MatrixSource<T> left, MatrixSource<T> right, MatrixSink<T> sink, Cut rows, Cut columns, int depth, bool accumulate) : IParallelJob
    where T : unmanaged
{
    public int Parts => rows.Pieces * columns.Pieces;

    public void Run(int part, Scratch scratch)
    {
        int i = part / columns.Pieces, j = part % columns.Pieces;
        ProductBlock block = new(rows.Start(i), rows.Size(i), columns.Start(j), columns.Size(j), depth);
        Product.Block(left, right, sink, block, accumulate, scratch.Rent<T>(Product.ScratchLength<T>(block.Columns, depth)));
    }
}
