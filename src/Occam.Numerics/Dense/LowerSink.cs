namespace Occam.Numerics.Dense;

/// <summary>The lower triangle of a row-major matrix: what a product computes above the diagonal is dropped.</summary>
internal readonly unsafe struct LowerSink<T>(T* data, nint rowStride) : ITileSink<T>
    where T : unmanaged
{
    public T* Locate(int row, int column, int rows, int columns, out nint stride)
    {
        stride = rowStride;
        return column + columns <= row + 1 ? data + (row * rowStride) + column : null;
    }

    public void Read(int row, int column, int rows, int columns, T* tile, nint stride)
    {
        for (int i = 0; i < rows; i++)
        {
            T* source = data + ((row + i) * rowStride) + column;
            for (int j = 0; j < columns; j++) tile[(i * stride) + j] = column + j <= row + i ? source[j] : default;
        }
    }

    public void Write(int row, int column, int rows, int columns, T* tile, nint stride)
    {
        for (int i = 0; i < rows; i++)
        {
            T* target = data + ((row + i) * rowStride) + column;
            int end = Math.Min(columns, row + i - column + 1);
            for (int j = 0; j < end; j++) target[j] = tile[(i * stride) + j];
        }
    }
}
