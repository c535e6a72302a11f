namespace Occam.Numerics.Dense;

/// <summary>Where the tiles of a product go.</summary>
public unsafe interface ITileSink<T>
    where T : unmanaged
{
    /// <summary>The address of element (row, column), if the whole tile can be written there with one stride between rows; otherwise null.</summary>
    T* Locate(int row, int column, int rows, int columns, out nint stride);

    /// <summary>Copies the existing values into a tile, for a product that adds.</summary>
    void Read(int row, int column, int rows, int columns, T* tile, nint stride);

    /// <summary>Copies the leading rows × columns of a tile to their place.</summary>
    void Write(int row, int column, int rows, int columns, T* tile, nint stride);
}
