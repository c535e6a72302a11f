namespace Occam.Numerics.Dense;

/// <summary>A row-major matrix in memory.</summary>
public readonly unsafe struct MatrixSink<T>(T* data, nint rowStride) : ITileSink<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public T* Locate(int row, int column, int rows, int columns, out nint stride)
    {
        stride = rowStride;
        return data + (row * rowStride) + column;
    }

    /// <inheritdoc/>
    public void Read(int row, int column, int rows, int columns, T* tile, nint stride) =>
        Tiles.Copy(data + (row * rowStride) + column, rowStride, tile, stride, rows, columns);

    /// <inheritdoc/>
    public void Write(int row, int column, int rows, int columns, T* tile, nint stride) =>
        Tiles.Copy(tile, stride, data + (row * rowStride) + column, rowStride, rows, columns);
}
