using System.Numerics;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Dense;

/// <summary>L·Lᵀ·X = B in place: see <see cref="Cholesky.Solve{T}(Workers, T*, int, nint, T*, int)"/> for the order of the sums.</summary>
internal static unsafe class CholeskySolve<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Block = 256, Width = BlockColumns<T>.Width;

    public static void Run(Workers workers, BlockColumns<T> l, T* rightSides, int columns)
    {
        if (columns == 0) return;
        int n = l.Order;
        for (int k = 0; k < n; k += Block)
        {
            int size = Math.Min(Block, n - k);
            T* corner = l.At(k, k / Width) + (k % Width), x = rightSides + ((nint)k * columns);
            for (int i = 0; i < size; i++) SolveRow(corner, l.Stride, x, columns, i, 0, i, true);
            SubtractedProduct<T>.Run(
                workers, new MatrixSource<T>(corner + (size * l.Stride), l.Stride, 1), new MatrixSource<T>(x, 1, columns),
                new MatrixSink<T>(x + ((nint)size * columns), columns), n - k - size, columns, size);
        }

        for (int k = (n - 1) / Block * Block; k >= 0; k -= Block)
        {
            int size = Math.Min(Block, n - k);
            T* corner = l.At(k, k / Width) + (k % Width), x = rightSides + ((nint)k * columns);
            for (int i = size - 1; i >= 0; i--) SolveRow(corner, l.Stride, x, columns, i, i + 1, size, false);
            for (int block = 0; block * Width < k; block++)
            {
                SubtractedProduct<T>.Run(
                    workers, new MatrixSource<T>(l.At(k, block), 1, l.Stride), new MatrixSource<T>(x, 1, columns),
                    new MatrixSink<T>(rightSides + ((nint)block * Width * columns), columns), Math.Min(Width, k - (block * Width)), columns, size);
            }
        }
    }

    private static void SolveRow(T* l, nint stride, T* x, int columns, int i, int first, int end, bool forward)
    {
        Span<T> row = new(x + ((nint)i * columns), columns);
        for (int step = 0; step < end - first; step++)
        {
            int k = forward ? first + step : end - 1 - step;
            VectorOperations.AddScaled(forward ? -l[(i * stride) + k] : -l[(k * stride) + i], new ReadOnlySpan<T>(x + ((nint)k * columns), columns), row);
        }

        VectorOperations.Scale(T.One / l[(i * stride) + i], row);
    }
}
