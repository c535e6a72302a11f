using Occam.Numerics.Dense;

namespace Occam.Networks.Convolutions;

/// <summary>
/// Tiles whose columns are sites of several examples, written into images [example, channel, row, column]: site (i, j) goes to pixel
/// (firstRow + i·step, firstColumn + j·step).
/// </summary>
internal readonly unsafe struct SiteSink<T>(T* data, int exampleStride, int channelStride, int imageWidth, SiteLattice lattice) : ITileSink<T>
    where T : unmanaged
{
    private bool IsContiguous => lattice.Step == 1 && lattice.Width == imageWidth;

    public T* Locate(int row, int column, int rows, int columns, out nint stride)
    {
        stride = channelStride;
        int within = column % lattice.Sites;
        return IsContiguous && within + columns <= lattice.Sites ? Channel(row, column) + Pixel(within) : null;
    }

    public void Read(int row, int column, int rows, int columns, T* tile, nint stride)
    {
        for (int j = 0; j < columns; j++)
        {
            T* from = Channel(row, column + j) + Pixel((column + j) % lattice.Sites);
            for (int i = 0; i < rows; i++) tile[(i * stride) + j] = from[(nint)i * channelStride];
        }
    }

    public void Write(int row, int column, int rows, int columns, T* tile, nint stride)
    {
        for (int j = 0; j < columns; j++)
        {
            T* to = Channel(row, column + j) + Pixel((column + j) % lattice.Sites);
            for (int i = 0; i < rows; i++) to[(nint)i * channelStride] = tile[(i * stride) + j];
        }
    }

    private T* Channel(int row, int column) => data + ((nint)(column / lattice.Sites) * exampleStride) + ((nint)row * channelStride);

    private int Pixel(int site) =>
        ((lattice.FirstRow + (site / lattice.Width * lattice.Step)) * imageWidth) + lattice.FirstColumn + (site % lattice.Width * lattice.Step);
}
