using System.Numerics;
using Occam.Numerics.Memory;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Dense;

/// <summary>
/// One block column of a Cholesky factorization that looks to the left: the product of all finished columns is taken off, then the column is factored.
/// A finished column never changes again.
/// </summary>
internal sealed unsafe class CholeskyColumn<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Inner = 256;
    private readonly Workers _workers;
    private readonly BlockColumns<T> _l;
    private readonly T* _memory, _panels;

    public CholeskyColumn(Workers workers, BlockColumns<T> l)
    {
        (_workers, _l) = (workers, l);
        int width = Math.Min(BlockColumns<T>.Width, l.Order), panels = CholeskyUpdate<T>.PanelsLength(width, width);
        // One block of memory: what the diagonal block needs, then the packed panels.
        _memory = (T*)NativeBlock.Allocate((nuint)((long)(panels + CholeskyPanel<T>.ScratchLength(Inner)) * sizeof(T)));
        _panels = _memory + CholeskyPanel<T>.ScratchLength(Inner);
    }

    /// <summary>Factors block column <paramref name="block"/>; returns the first row whose pivot is not a positive number, −1 if there is none.</summary>
    /// <param name="block">The block column; all before it are finished.</param>
    /// <param name="passed">Called after each finished column that has been taken off; what it throws leaves this column half done.</param>
    public int Factor(int block, Action? passed)
    {
        int first = block * BlockColumns<T>.Width, size = _l.Size(block), rows = _l.Rows(block);
        T* corner = _l.At(first, block);
        for (int before = 0; before < block; before++)
        {
            CholeskyUpdate<T>.Run(_workers, _l.At(first, before), corner, _l.Stride, rows, size, BlockColumns<T>.Width, _panels);
            passed?.Invoke();
        }

        for (int j = 0; j < size; j += Inner)
        {
            int inner = Math.Min(Inner, size - j), below = rows - j - inner;
            T* diagonal = corner + (j * (_l.Stride + 1)), under = diagonal + (inner * _l.Stride);
            int failed = CholeskyPanel<T>.FactorDiagonal(diagonal, _l.Stride, inner, _memory);
            if (failed >= 0) return first + j + failed;
            CholeskyPanel<T> panel = new(diagonal, under, _l.Stride, inner, below);
            _workers.Run(panel, panel.Parts);
            CholeskyUpdate<T>.Run(_workers, under, under + inner, _l.Stride, below, size - j - inner, inner, _panels);
        }

        return -1;
    }

    public void Dispose() => NativeBlock.Free(_memory);
}
