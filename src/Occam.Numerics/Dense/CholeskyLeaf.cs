using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Numerics.Simd;

namespace Occam.Numerics.Dense;

/// <summary>The smallest blocks of a Cholesky factorization, on one worker.</summary>
internal static unsafe class CholeskyLeaf<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int Size = 32;

    /// <summary>Values that <see cref="Transpose"/> fills: the strict lower triangle by columns, then the reciprocals of the diagonal.</summary>
    public const int TransposedLength = (Size * Size) + Size;

    private const int RowsAtOnce = 4;

    /// <summary>Factors the lower triangle in place; returns the first row whose pivot is not a positive number, −1 if there is none.</summary>
    public static int Factor(T* a, nint stride, int size)
    {
        for (int k = 0; k < size; k++)
        {
            T pivot = a[(k * stride) + k];
            if (!(pivot > T.Zero) || !T.IsFinite(pivot)) return k;
            T root = T.Sqrt(pivot), reciprocal = T.One / root;
            a[(k * stride) + k] = root;
            for (int i = k + 1; i < size; i++) a[(i * stride) + k] *= reciprocal;
            for (int i = k + 1; i < size; i++)
            {
                T* row = a + (i * stride);
                T scale = -row[k];
                for (int j = k + 1; j <= i; j++) row[j] = T.FusedMultiplyAdd(scale, a[(j * stride) + k], row[j]);
            }
        }

        return -1;
    }

    /// <summary>transposed[k, j] = l[j, k] for j &gt; k, zero elsewhere; behind them 1/l[k, k].</summary>
    public static void Transpose(T* l, nint stride, int size, T* transposed)
    {
        new Span<T>(transposed, TransposedLength).Clear();
        for (int j = 0; j < size; j++)
        {
            for (int k = 0; k < j; k++) transposed[(k * Size) + j] = l[(j * stride) + k];
            transposed[(Size * Size) + j] = T.One / l[(j * stride) + j];
        }
    }

    /// <summary>Solves x·lᵀ = b in place, row by row: x[k] = (b[k] − Σ_{j&lt;k} x[j]·l[k,j])·(1/l[k,k]), j ascending.</summary>
    public static void Solve(T* transposed, int size, T* b, nint stride, int rows)
    {
        // A small buffer, so that a leaf at the matrix's edge can be treated as a whole one.
        T* buffer = stackalloc T[RowsAtOnce * Size];
        for (int i = 0; i < rows; i += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, rows - i);
            Tiles.Copy(b + (i * stride), stride, buffer, Size, count, size);
            for (int k = 0; k < size; k++)
            {
                T reciprocal = transposed[(Size * Size) + k];
                int first = (k + 1) / Vector256<T>.Count * Vector256<T>.Count;
                for (int r = 0; r < count; r++) Eliminate(buffer + (r * Size), k, first, reciprocal, transposed + (k * Size));
            }

            Tiles.Copy(buffer, Size, b + (i * stride), stride, count, size);
        }
    }

    private static void Eliminate(T* row, int k, int first, T reciprocal, T* column)
    {
        T x = row[k] * reciprocal;
        Vector256<T> scale = Vector256.Create(-x);
        for (int j = first; j < Size; j += Vector256<T>.Count)
            Lanes.FusedMultiplyAdd(scale, Vector256.Load(column + j), Vector256.Load(row + j)).Store(row + j);
        row[k] = x;
    }
}
