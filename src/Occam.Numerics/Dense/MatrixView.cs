namespace Occam.Numerics.Dense;

/// <summary>A read-only matrix over memory that somebody else owns; element (i, j) is data[i · RowStride + j · ColumnStride].</summary>
public readonly ref struct MatrixView<T>
    where T : unmanaged
{
    /// <summary>A row-major view.</summary>
    public MatrixView(ReadOnlySpan<T> data, int rows, int columns)
        : this(data, rows, columns, columns, 1)
    {
    }

    private MatrixView(ReadOnlySpan<T> data, int rows, int columns, nint rowStride, nint columnStride)
    {
        if (data.Length < (long)rows * columns)
            throw new ArgumentException($"Matrix: expected {rows} × {columns} = {(long)rows * columns} values, got {data.Length}. Pass the whole matrix.");
        Data = data;
        (Rows, Columns, RowStride, ColumnStride) = (rows, columns, rowStride, columnStride);
    }

    /// <summary>The memory.</summary>
    public ReadOnlySpan<T> Data { get; }

    /// <summary>How many rows.</summary>
    public int Rows { get; }

    /// <summary>How many columns.</summary>
    public int Columns { get; }

    /// <summary>Elements from one row to the next.</summary>
    public nint RowStride { get; }

    /// <summary>Elements from one column to the next.</summary>
    public nint ColumnStride { get; }

    /// <summary>The same memory with rows and columns exchanged.</summary>
    public MatrixView<T> Transposed => new(Data, Columns, Rows, ColumnStride, RowStride);
}
