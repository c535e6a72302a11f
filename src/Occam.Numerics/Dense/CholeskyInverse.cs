using System.Numerics;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Dense;

/// <summary>Σ_k z[k,i]² with Z = L⁻¹: a part solves L·Z = I for 256 columns, from their diagonal down.</summary>
internal readonly unsafe struct CholeskyInverse<T>(BlockColumns<T> l, double[] diagonal) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Block = 256, Width = BlockColumns<T>.Width;

    public int Parts => new Cut(l.Order, Block).Pieces;

    public void Run(int part, Scratch scratch)
    {
        int first = part * Block, columns = Math.Min(Block, l.Order - first), rows = l.Order - first;
        T* z = scratch.Rent<T>(((nint)rows * columns) + Product.ScratchLength<T>(columns, Block)), memory = z + ((nint)rows * columns);
        for (int i = 0; i < rows; i++) new Span<T>(z + ((nint)i * columns), columns).Clear();
        for (int i = 0; i < columns; i++) z[(i * columns) + i] = T.One;
        for (int k = first; k < l.Order; k += Block)
        {
            int size = Math.Min(Block, l.Order - k);
            T* corner = l.At(k, k / Width) + (k % Width), x = z + ((nint)(k - first) * columns);
            Forward(corner, x, size, columns);
            ProductBlock below = new(0, l.Order - k - size, 0, columns, size);
            Product.Block(
                new NegatedSource<T>(new MatrixSource<T>(corner + (size * l.Stride), l.Stride, 1)), new MatrixSource<T>(x, 1, columns),
                new MatrixSink<T>(x + ((nint)size * columns), columns), below, true, memory);
        }

        for (int i = 0; i < rows; i++)
        {
            T* row = z + ((nint)i * columns);
            for (int j = 0; j < columns; j++)
            {
                double value = double.CreateTruncating(row[j]);
                diagonal[first + j] += value * value;
            }
        }
    }

    private void Forward(T* corner, T* x, int size, int columns)
    {
        for (int i = 0; i < size; i++)
        {
            Span<T> row = new(x + ((nint)i * columns), columns);
            for (int k = 0; k < i; k++)
                VectorOperations.AddScaled(-corner[(i * l.Stride) + k], new ReadOnlySpan<T>(x + ((nint)k * columns), columns), row);
            VectorOperations.Scale(T.One / corner[(i * l.Stride) + i], row);
        }
    }
}
