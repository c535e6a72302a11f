using Occam.Numerics.Dense;
using Occam.Numerics.Threading;

namespace Occam.Kernels.Matrices;

/// <summary>K·α, a part being a strip of rows of K, made tile by tile.</summary>
internal readonly unsafe struct RectangularStrip(KernelMatrix<double> matrix, KernelOperands operands, int firstPart) : IParallelJob
{
    public const int Rows = 256;

    private const int TileColumns = 768;

    public void Run(int part, Scratch scratch)
    {
        int first = (firstPart + part) * Rows, rows = Math.Min(Rows, matrix.Rows.Count - first), length = Rows * TileColumns;
        int forTile = Product.ScratchLength<double>(TileColumns, matrix.Rows.Dimension), forProduct = Product.ScratchLength<double>(operands.Count, TileColumns);
        double* tile = scratch.Rent<double>((nint)length + Math.Max(forTile, forProduct)), memory = tile + length;
        for (int column = 0; column < matrix.Columns.Count; column += TileColumns)
        {
            int columns = Math.Min(TileColumns, matrix.Columns.Count - column);
            KernelTiles<double>.Make(matrix, operands.X, operands.Y, first, rows, column, columns, tile, columns, memory);
            Product.Block(
                new MatrixSource<double>(tile, columns, 1), new MatrixSource<double>(operands.Vectors + ((nint)column * operands.Count), 1, operands.Count),
                new MatrixSink<double>(operands.Result + ((nint)first * operands.Count), operands.Count), new ProductBlock(0, rows, 0, operands.Count, columns), column > 0, memory);
        }
    }
}
