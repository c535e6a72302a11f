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
        for (int j = 0; j < columns;)
        {
            T* image = Run(row, column + j, columns - j, out int length);
            if (lattice.Step == 1) Tiles.Copy(image, channelStride, tile + j, stride, rows, length);
            else ReadSpaced(image, tile + j, stride, rows, length);
            j += length;
        }
    }

    public void Write(int row, int column, int rows, int columns, T* tile, nint stride)
    {
        for (int j = 0; j < columns;)
        {
            T* image = Run(row, column + j, columns - j, out int length);
            if (lattice.Step == 1) Tiles.Copy(tile + j, stride, image, channelStride, rows, length);
            else WriteSpaced(tile + j, stride, image, rows, length);
            j += length;
        }
    }

    private T* Channel(int row, int column) => data + ((nint)(column / lattice.Sites) * exampleStride) + ((nint)row * channelStride);

    private int Pixel(int site) =>
        ((lattice.FirstRow + (site / lattice.Width * lattice.Step)) * imageWidth) + lattice.FirstColumn + (site % lattice.Width * lattice.Step);

    /// <summary>The pixel of a column, and how many columns from it on lie at equal distances: to the end of the image, or of a row of sites.</summary>
    private T* Run(int row, int column, int columns, out int length)
    {
        int within = column % lattice.Sites;
        length = Math.Min(columns, IsContiguous ? lattice.Sites - within : lattice.Width - (within % lattice.Width));
        return Channel(row, column) + Pixel(within);
    }

    private void ReadSpaced(T* image, T* tile, nint stride, int rows, int length)
    {
        for (int i = 0; i < rows; i++, image += channelStride, tile += stride)
        {
            for (int j = 0; j < length; j++) tile[j] = image[(nint)j * lattice.Step];
        }
    }

    private void WriteSpaced(T* tile, nint stride, T* image, int rows, int length)
    {
        for (int i = 0; i < rows; i++, image += channelStride, tile += stride)
        {
            for (int j = 0; j < length; j++) image[(nint)j * lattice.Step] = tile[j];
        }
    }
}
