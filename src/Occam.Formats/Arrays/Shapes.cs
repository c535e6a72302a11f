namespace Occam.Formats.Arrays;

/// <summary>Sizes of arrays that a file declares and that nobody has checked yet.</summary>
internal static class Shapes
{
    /// <summary>More than any framework allows.</summary>
    public const int HighestRank = 64;

    /// <summary>
    /// Π shape × size in bytes, or null if a length is negative, the rank is too high or 64 bits do not hold the product. The product of the
    /// lengths other than zero must fit too: an array of 2^62 rows of nothing is no file but a trap for whoever loops over the rows.
    /// </summary>
    public static long? Bytes(ReadOnlySpan<long> shape, int size)
    {
        if (shape.Length > HighestRank) return null;
        Int128 product = size;
        bool empty = false;
        foreach (long length in shape)
        {
            if (length < 0) return null;
            if (length == 0) empty = true;
            else product *= length;
            if (product > long.MaxValue) return null;
        }
        if (empty) return product <= int.MaxValue ? 0 : null;
        return (long)product;
    }
}
