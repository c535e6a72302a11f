using Occam.Formats.Files;

namespace Occam.Formats.Png;

/// <summary>The five filters of PNG, undone in place. Source: the W3C PNG specification, section 9.</summary>
internal static class PngFilter
{
    /// <param name="filter">0 none, 1 left, 2 above, 3 mean of both, 4 Paeth.</param>
    /// <param name="row">The row without the byte of the filter; becomes the picture's bytes.</param>
    /// <param name="above">The row above, already undone; zeros for the first.</param>
    /// <param name="distance">Bytes to the same sample of the pixel before.</param>
    /// <param name="name">The file, for messages.</param>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int distance, string name)
    {
        switch (filter)
        {
            case 0: break;
            case 1:
                for (int i = distance; i < row.Length; i++) row[i] += row[i - distance];
                break;
            case 2:
                for (int i = 0; i < row.Length; i++) row[i] += above[i];
                break;
            case 3:
                for (int i = 0; i < row.Length; i++) row[i] += (byte)((Left(row, i, distance) + above[i]) / 2);
                break;
            case 4:
                for (int i = 0; i < row.Length; i++) row[i] += Paeth(Left(row, i, distance), above[i], Left(above, i, distance));
                break;
            default:
                throw new FileFormatException($"Reading '{name}'", "a row filter of 0 to 4", $"{filter}", "The picture is damaged; copy or save it again.");
        }
    }

    private static byte Left(ReadOnlySpan<byte> row, int i, int distance) => i < distance ? (byte)0 : row[i - distance];

    // The neighbour nearest to left + above - corner; ties go to left, then above.
    private static byte Paeth(byte left, byte above, byte corner)
    {
        int toLeft = Math.Abs(above - corner);
        int toAbove = Math.Abs(left - corner);
        int toCorner = Math.Abs(left + above - (2 * corner));
        if (toLeft <= toAbove && toLeft <= toCorner) return left;
        return toAbove <= toCorner ? above : corner;
    }
}
