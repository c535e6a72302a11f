using System.Numerics;
using Occam.Numerics.Dense;
using Occam.Numerics.Threading;

namespace Occam.Kernels.Matrices;

/// <summary>K·α in double precision, K made tile by tile: a part is a strip of rows.</summary>
internal readonly unsafe struct KernelProducts<T>(
    KernelMatrix<T> matrix, float* x, float* y, double* vectors, int count, double* result, int firstPart) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int StripRows = 256;

    private const int TileColumns = 768;

    public int Parts => (matrix.Rows.Count + StripRows - 1) / StripRows;

    public void Run(int part, Scratch scratch)
    {
        int first = (firstPart + part) * StripRows, rows = Math.Min(StripRows, matrix.Rows.Count - first), length = StripRows * TileColumns;
        int forTile = Product.ScratchLength<T>(TileColumns, matrix.Rows.Dimension), forProduct = Product.ScratchLength<double>(count, TileColumns);
        double* wide = scratch.Rent<double>((nint)(2 * length) + forTile + forProduct), memory = wide + length;
        T* tile = (T*)(memory + forProduct);
        for (int column = 0; column < matrix.Columns.Count; column += TileColumns)
        {
            int columns = Math.Min(TileColumns, matrix.Columns.Count - column);
            KernelTiles<T>.Make(matrix, x, y, first, rows, column, columns, tile, columns, tile + length);
            for (int i = 0; i < rows * columns; i++) wide[i] = double.CreateTruncating(tile[i]);
            Product.Block(
                new MatrixSource<double>(wide, columns, 1), new MatrixSource<double>(vectors + ((nint)column * count), 1, count),
                new MatrixSink<double>(result + ((nint)first * count), count), new ProductBlock(0, rows, 0, count, columns), column > 0, memory);
        }
    }
}
