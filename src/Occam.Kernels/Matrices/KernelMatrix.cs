using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Kernels.Matrices;

/// <summary>
/// K[i,j] = k(x_i, y_j), never stored as a whole: rectangles of it are made where they are wanted, by matrix products. The element is a function of
/// x_i and y_j alone, whatever the rectangle and the number of threads; in single precision its inner product is a chain in single precision.
/// Products with vectors: <see cref="KernelProducts"/>.
/// </summary>
/// <typeparam name="T">The precision of the elements.</typeparam>
public sealed unsafe class KernelMatrix<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _rowNorms, _columnNorms;

    /// <summary>The kernel of every row with every column.</summary>
    /// <param name="kernel">k.</param>
    /// <param name="rows">x.</param>
    /// <param name="columns">y, of the same dimension; the same object where the matrix is symmetric.</param>
    public KernelMatrix(KernelFunction kernel, KernelInputs rows, KernelInputs columns)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        if (rows.Dimension != columns.Dimension)
            throw new ArgumentException($"KernelMatrix: expected columns of dimension {rows.Dimension}, got {columns.Dimension}. Give both the same features.", nameof(columns));
        (Kernel, Rows, Columns) = (kernel, rows, columns);
        _rowNorms = Norms(rows);
        _columnNorms = ReferenceEquals(rows, columns) ? _rowNorms : Norms(columns);
    }

    /// <summary>k.</summary>
    public KernelFunction Kernel { get; }

    /// <summary>x.</summary>
    public KernelInputs Rows { get; }

    /// <summary>y.</summary>
    public KernelInputs Columns { get; }

    /// <summary>Writes a rectangle.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="firstColumn">The first column.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="target">Row-major; element (i, j) of the rectangle is target[i · stride + j].</param>
    /// <param name="stride">Elements from one row to the next.</param>
    public void Fill(Workers workers, int firstRow, int rows, int firstColumn, int columns, T* target, nint stride)
    {
        ArgumentNullException.ThrowIfNull(workers);
        fixed (float* x = Rows.Values, y = Columns.Values)
        {
            KernelTiles<T> job = new(this, x, y, firstRow, rows, firstColumn, columns, target, stride);
            workers.Run(job, job.Parts);
        }
    }

    internal void Apply(T* values, int row, int firstColumn, int columns) =>
        Kernel.Apply(new Span<T>(values, columns), _rowNorms[row], _columnNorms.AsSpan(firstColumn, columns));

    /// <summary>‖x‖² by the very chain of a product, so that it equals ⟨x, x⟩ to the bit.</summary>
    private static T[] Norms(KernelInputs inputs)
    {
        T[] norms = new T[inputs.Count];
        for (int i = 0; i < inputs.Count; i++)
        {
            T sum = T.Zero;
            foreach (float value in inputs.Values.AsSpan(i * inputs.Dimension, inputs.Dimension))
                sum = T.FusedMultiplyAdd(T.CreateTruncating(value), T.CreateTruncating(value), sum);
            norms[i] = sum;
        }

        return norms;
    }
}
