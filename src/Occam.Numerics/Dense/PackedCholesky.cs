using System.Numerics;
using Occam.Numerics.Errors;
using Occam.Numerics.Memory;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Dense;

/// <summary>
/// A = L·Lᵀ of a symmetric positive definite matrix that is made and factored one block column after the other, in half of the memory of the whole
/// matrix: about 2·n² bytes in single precision. The elements are those of <see cref="Cholesky"/>, bit for bit. A finished block column never
/// changes again, so that it can be stored and the factorization be continued later.
/// </summary>
public sealed unsafe class PackedCholesky<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Columns of a block column; the last may have fewer.</summary>
    public const int BlockWidth = BlockColumns<T>.Width;

    private readonly BlockColumns<T> _l;
    private T* _memory;

    /// <summary>Reserves the memory; the system gives it as the block columns are filled.</summary>
    /// <param name="order">n, at least 1.</param>
    public PackedCholesky(int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        _memory = (T*)NativeBlock.Allocate((nuint)Bytes(order));
        _l = BlockColumns<T>.Packed(_memory, order);
    }

    /// <summary>n.</summary>
    public int Order => _l.Order;

    /// <summary>How many block columns there are.</summary>
    public int Blocks => _l.Blocks;

    /// <summary>How many of them, from the first on, are factored.</summary>
    public int Finished { get; private set; }

    /// <summary>The bytes that a factorization of this order takes.</summary>
    public static long Bytes(int order) => BlockColumns<T>.PackedLength(order) * sizeof(T);

    /// <summary>Multiplications and additions that block column <paramref name="block"/> takes, in a unit that is the same for all.</summary>
    public double Work(int block)
    {
        double columns = _l.Size(block), rows = _l.Rows(block), before = (double)block * BlockWidth;
        return columns * rows * (before + (columns / 2));
    }

    /// <summary>The first column of a block column: also its first row.</summary>
    public int First(int block) => block * BlockWidth;

    /// <summary>Columns of a block column.</summary>
    public int Columns(int block) => _l.Size(block);

    /// <summary>Row <paramref name="row"/> of the matrix in a block column, for row ≥ <see cref="First"/>: its <see cref="Columns"/> values from column First on.</summary>
    /// <remarks>Rows are <see cref="BlockWidth"/> values apart. What lies above the diagonal is neither read nor written by the factorization.</remarks>
    public T* Row(int row, int block) => _l.At(row, block);

    /// <summary>Values of a block column as it lies in memory, from the diagonal down.</summary>
    public long Length(int block) => (long)_l.Rows(block) * BlockWidth;

    /// <summary>Says that the next block column holds finished values, because they were read from where they had been stored.</summary>
    public void Restored() => Finished++;

    /// <summary>Factors the next block column, in whose place A's values stand.</summary>
    /// <param name="workers">The threads; their number changes no bit.</param>
    /// <param name="passed">Called often, with the part of this column's work that is done; may throw, and then the column must be filled again.</param>
    /// <exception cref="NumericalException">A pivot is not a positive number: the matrix is not positive definite to working precision.</exception>
    public void FactorNext(Workers workers, Action<double>? passed = null)
    {
        ArgumentNullException.ThrowIfNull(workers);
        int block = Finished, done = 0;
        using CholeskyColumn<T> column = new(workers, _l);
        Cholesky.Demand(_l, column.Factor(block, passed is null ? null : () => passed(++done / (block + 1.0))));
        Finished++;
    }

    /// <summary>Solves A·X = B in place, B row-major [n, columns].</summary>
    public void Solve(Workers workers, Span<T> rightSides, int columns)
    {
        ArgumentNullException.ThrowIfNull(workers);
        Demand(Finished == Blocks, "a finished factorization", $"{Finished} of {Blocks} block columns");
        Demand(rightSides.Length == (long)Order * columns, $"{Order} × {columns} right-hand values", $"{rightSides.Length}");
        fixed (T* b = rightSides) CholeskySolve<T>.Run(workers, _l, b, columns);
    }

    /// <summary>ln det A, as <see cref="Cholesky.LogDeterminant{T}(ReadOnlySpan{T}, int)"/>.</summary>
    public double LogDeterminant()
    {
        Demand(Finished == Blocks, "a finished factorization", $"{Finished} of {Blocks} block columns");
        return Cholesky.LogDeterminant(_l);
    }

    /// <summary>The diagonal of A⁻¹: Σ_k z[k,i]² with Z = L⁻¹, at the price of another factorization. Squares are summed in double.</summary>
    public double[] InverseDiagonal(Workers workers)
    {
        ArgumentNullException.ThrowIfNull(workers);
        Demand(Finished == Blocks, "a finished factorization", $"{Finished} of {Blocks} block columns");
        double[] diagonal = new double[Order];
        CholeskyInverse<T> job = new(_l, diagonal);
        workers.Run(job, job.Parts);
        return diagonal;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        NativeBlock.Free(_memory);
        _memory = null;
    }

    private static void Demand(bool holds, string expected, string got)
    {
        if (!holds) throw new ArgumentException($"PackedCholesky: expected {expected}, got {got}. Factor every block column first, and pass whole matrices.");
    }
}
