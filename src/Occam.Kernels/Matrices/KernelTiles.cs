using System.Numerics;
using Occam.Numerics.Dense;
using Occam.Numerics.Threading;

namespace Occam.Kernels.Matrices;

/// <summary>A rectangle of a kernel matrix: a part is a strip of its rows.</summary>
internal readonly unsafe struct KernelTiles<T>(
    KernelMatrix<T> matrix, float* x, float* y, int firstRow, int rows, int firstColumn, int columns, T* target, nint stride) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int StripRows = 256;

    public int Parts => (rows + StripRows - 1) / StripRows;

    public void Run(int part, Scratch scratch)
    {
        int first = part * StripRows, count = Math.Min(StripRows, rows - first), dimension = matrix.Rows.Dimension;
        Make(matrix, x, y, firstRow + first, count, firstColumn, columns, target + (first * stride), stride, scratch.Rent<T>(Product.ScratchLength<T>(columns, dimension)));
    }

    /// <summary>On one worker.</summary>
    public static void Make(
        KernelMatrix<T> matrix, float* x, float* y, int firstRow, int rows, int firstColumn, int columns, T* target, nint stride, T* memory)
    {
        int dimension = matrix.Rows.Dimension;
        Product.Block(
            new InputSource<T>(x + ((nint)firstRow * dimension), dimension), new InputSource<T>(y + ((nint)firstColumn * dimension), dimension),
            new MatrixSink<T>(target, stride), new ProductBlock(0, rows, 0, columns, dimension), false, memory);
        for (int i = 0; i < rows; i++) matrix.Apply(target + (i * stride), firstRow + i, firstColumn, columns);
    }
}
