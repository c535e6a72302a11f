namespace Occam.Numerics.Dense;

/// <summary>
/// The lower triangle of a square matrix as block columns, each <see cref="Width"/> columns from the diagonal down, row-major: either within a
/// matrix that is stored whole, or one after the other, which takes half of the memory.
/// </summary>
internal readonly unsafe struct BlockColumns<T>
    where T : unmanaged
{
    /// <summary>Columns of a block: a multiple of every tile's width; three steps of a product's depth.</summary>
    public const int Width = 768;

    private readonly T* _data;
    private readonly nint _rowStride;

    private BlockColumns(T* data, int order, nint rowStride)
    {
        _data = data;
        (Order, _rowStride) = (order, rowStride);
    }

    public int Order { get; }

    public int Blocks => (Order + Width - 1) / Width;

    /// <summary>Elements from one row to the next.</summary>
    public nint Stride => _rowStride > 0 ? _rowStride : Width;

    /// <summary>Within a row-major matrix.</summary>
    public static BlockColumns<T> Within(T* matrix, int order, nint rowStride) => new(matrix, order, rowStride);

    /// <summary>One after the other in <see cref="PackedLength"/> values.</summary>
    public static BlockColumns<T> Packed(T* data, int order) => new(data, order, 0);

    public static long PackedLength(int order) => Offset(order, (order + Width - 1) / Width);

    /// <summary>Columns of a block.</summary>
    public int Size(int block) => Math.Min(Width, Order - (block * Width));

    /// <summary>Rows of a block: from the diagonal down.</summary>
    public int Rows(int block) => Order - (block * Width);

    /// <summary>The first element of row <paramref name="row"/> of the matrix in a block column.</summary>
    public T* At(int row, int block)
    {
        int first = block * Width;
        return _rowStride > 0 ? _data + (row * _rowStride) + first : _data + Offset(Order, block) + ((nint)(row - first) * Width);
    }

    private static nint Offset(int order, int block) => ((nint)order * Width * block) - ((nint)Width * Width * block * (block - 1) / 2);
}
