using Occam.Numerics.Dense;
using Occam.Numerics.Threading;

namespace Occam.Kernels.Matrices;

/// <summary>
/// A strip of a symmetric matrix as far as its diagonal: part j makes tile j, writes its product with the vectors of its columns to a place of its own, and adds that
/// of its mirror image to the results of its columns, which no other part touches.
/// </summary>
internal readonly unsafe struct SymmetricStrip(KernelMatrix<double> matrix, KernelOperands operands, int strip, double* partial) : IParallelJob
{
    public const int Side = 512;

    public void Run(int part, Scratch scratch)
    {
        int count = operands.Count, first = strip * Side, rows = Math.Min(Side, matrix.Rows.Count - first), column = part * Side, columns = Math.Min(Side, matrix.Rows.Count - column);
        int forTile = Product.ScratchLength<double>(Side, matrix.Rows.Dimension), forProduct = Product.ScratchLength<double>(count, Side);
        double* tile = scratch.Rent<double>((Side * Side) + Math.Max(forTile, forProduct)), memory = tile + (Side * Side);
        KernelTiles<double>.Make(matrix, operands.X, operands.X, first, rows, column, columns, tile, columns, memory);
        Product.Block(
            new MatrixSource<double>(tile, columns, 1), new MatrixSource<double>(operands.Vectors + ((nint)column * count), 1, count),
            new MatrixSink<double>(partial + ((nint)part * Side * count), count), new ProductBlock(0, rows, 0, count, columns), false, memory);
        if (part == strip) return;
        Product.Block(
            new MatrixSource<double>(tile, 1, columns), new MatrixSource<double>(operands.Vectors + ((nint)first * count), 1, count),
            new MatrixSink<double>(operands.Result + ((nint)column * count), count), new ProductBlock(0, columns, 0, count, rows), true, memory);
    }
}
