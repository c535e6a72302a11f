using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Dense;

/// <summary>x·lᵀ = b for the rows below a diagonal block that is factored: a part is a strip of rows.</summary>
internal readonly unsafe struct CholeskyPanel<T>(T* l, T* b, nint stride, int size, int rows) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Leaf = 32;

    private Cut Strips => new(rows, 128);

    public int Parts => Strips.Pieces;

    public void Run(int part, Scratch scratch)
    {
        int count = Strips.Size(part);
        Solve(l, b + (Strips.Start(part) * stride), stride, size, count, scratch.Rent<T>(ScratchLength(size)));
    }

    public static int ScratchLength(int size) => CholeskyLeaf<T>.TransposedLength + Product.ScratchLength<T>(size, Leaf);

    private static void Solve(T* l, T* b, nint stride, int size, int rows, T* memory)
    {
        for (int j = 0; j < size; j += Leaf)
        {
            int leaf = Math.Min(Leaf, size - j), rest = size - j - leaf;
            CholeskyLeaf<T>.Transpose(l + (j * stride) + j, stride, leaf, memory);
            CholeskyLeaf<T>.Solve(memory, leaf, b + j, stride, rows);
            if (rest == 0) continue;
            Product.Block(
                new NegatedSource<T>(new MatrixSource<T>(b + j, stride, 1)),
                new MatrixSource<T>(l + ((j + leaf) * stride) + j, stride, 1),
                new MatrixSink<T>(b + j + leaf, stride),
                new ProductBlock(0, rows, 0, rest, leaf),
                true,
                memory + CholeskyLeaf<T>.TransposedLength);
        }
    }

    /// <summary>Factors one diagonal block; returns the first row whose pivot is not a positive number, −1 if there is none.</summary>
    public static int FactorDiagonal(T* a, nint stride, int size, T* memory)
    {
        for (int j = 0; j < size; j += Leaf)
        {
            int leaf = Math.Min(Leaf, size - j), rest = size - j - leaf;
            T* corner = a + (j * stride) + j, below = corner + (leaf * stride);
            int failed = CholeskyLeaf<T>.Factor(corner, stride, leaf);
            if (failed >= 0) return j + failed;
            if (rest == 0) continue;
            CholeskyLeaf<T>.Transpose(corner, stride, leaf, memory);
            CholeskyLeaf<T>.Solve(memory, leaf, below, stride, rest);
            MatrixSource<T> panel = new(below, stride, 1);
            Product.Block(
                new NegatedSource<T>(panel), panel, new LowerSink<T>(below + leaf, stride), new ProductBlock(0, rest, 0, rest, leaf), true,
                memory + CholeskyLeaf<T>.TransposedLength);
        }

        return -1;
    }
}
