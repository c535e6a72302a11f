using System.Globalization;

namespace Occam.Data.Datasets;

/// <summary>The shape of one example: channels × height × width. A plain vector of d features is d × 1 × 1, one channel a feature.</summary>
/// <param name="Channels">Channels: 1 for grey, 3 for red, green, blue; the number of features for a vector.</param>
/// <param name="Height">Rows of pixels; 1 for a vector.</param>
/// <param name="Width">Columns of pixels; 1 for a vector.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>The shape of a vector of <paramref name="features"/> numbers.</summary>
    public static ImageShape Vector(int features) => new(features, 1, 1);

    /// <summary>Whether an example is a vector of features and not an image.</summary>
    public bool IsVector => Height == 1 && Width == 1;

    /// <summary>Pixels in one channel: height × width.</summary>
    public int Area => checked(Height * Width);

    /// <summary>Values in one example: channels × height × width.</summary>
    public int Size => checked(Channels * Area);

    /// <summary>The shape as text: "3×32×32", or "784" for a vector.</summary>
    public override string ToString() => IsVector
        ? Channels.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Channels}×{Height}×{Width}");
}
