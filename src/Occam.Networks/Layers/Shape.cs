namespace Occam.Networks.Layers;

/// <summary>The shape of one example: channels, then rows, then columns, in this order in memory. A plain vector is (length, 1, 1).</summary>
/// <param name="Channels">How many channels.</param>
/// <param name="Height">Rows of one channel.</param>
/// <param name="Width">Columns of one channel.</param>
public readonly record struct Shape(int Channels, int Height, int Width)
{
    /// <summary>A plain vector.</summary>
    public Shape(int length)
        : this(length, 1, 1)
    {
    }

    /// <summary>Values in one channel.</summary>
    public int Sites => Height * Width;

    /// <summary>Values in one example.</summary>
    public int Size => checked(Channels * Height * Width);

    /// <inheritdoc/>
    public override string ToString() => Height == 1 && Width == 1 ? $"{Channels}" : $"{Channels}×{Height}×{Width}";
}
