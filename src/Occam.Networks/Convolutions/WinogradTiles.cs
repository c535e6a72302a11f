using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Convolutions;

/// <summary>
/// Tiles of 4×4 pixels, two apart, transformed to Bᵀ d B with Bᵀ = [1 0 −1 0; 0 1 1 0; 0 −1 1 0; 0 1 0 −1]: [value, channel, tile]. Even and
/// odd columns of an image are put apart first, so that neighbouring tiles are neighbouring lanes.
/// </summary>
internal readonly unsafe struct WinogradTiles<T>(WinogradGeometry geometry)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Slack = 16;

    /// <summary>Values from one value of the tiles to the next; vectors may spill into the end.</summary>
    public int ValueLength => (geometry.Inputs * geometry.Lanes) + Slack;

    /// <summary>All values of all tiles.</summary>
    public int Length => WinogradGeometry.Values * ValueLength;

    /// <summary>Room for the rows of one channel that the tiles of a part cover, and for two rows of results.</summary>
    public int ImageLength => 2 * Stride * ((2 * geometry.RowsTogether) + 2 + 2);

    /// <summary>Columns of one parity, with what a vector may read past the last.</summary>
    private int Stride => (geometry.TileColumns + 1 + Slack + Slack - 1) / Slack * Slack;

    /// <summary>Reads rows of tiles [first, end) of one group of channels, counted through the batch.</summary>
    public void Read(T* source, int group, int first, int end, T* image, T* tiles)
    {
        int lanes = geometry.Lanes, used = (end - first) * geometry.TileColumns;
        for (int channel = 0; channel < geometry.Inputs; channel++)
        {
            T* row = tiles + ((nint)channel * lanes);
            for (int at = first; at < end;)
            {
                int example = at / geometry.TileRows, tileRow = at % geometry.TileRows, rows = Math.Min(end - at, geometry.TileRows - tileRow);
                T* plane = source + ((((nint)example * geometry.Groups) + group) * geometry.Inputs + channel) * geometry.Height * geometry.Width;
                Fill(plane, 2 * tileRow, (2 * rows) + 2, image);
                for (int r = 0; r < rows; r++) TransformRow(image + ((nint)4 * r * Stride), row + ((nint)(at - first + r) * geometry.TileColumns));
                at += rows;
            }

            for (int value = 0; value < WinogradGeometry.Values; value++) new Span<T>(row + ((nint)value * ValueLength) + used, lanes - used).Clear();
        }
    }

    /// <summary>Rows [first, first + count) of the padded plane: even columns, then odd ones.</summary>
    private void Fill(T* plane, int first, int count, T* image)
    {
        // An odd margin makes the image's even columns the odd ones of the padded row.
        bool swapped = geometry.Margin % 2 == 1;
        int begin = geometry.Margin / 2, evens = (geometry.Width + 1) / 2, odds = geometry.Width / 2;
        for (int row = 0; row < count; row++, image += 2 * Stride)
        {
            T* even = image, odd = even + Stride;
            int y = first + row - geometry.Margin;
            if (y < 0 || y >= geometry.Height)
            {
                new Span<T>(image, 2 * Stride).Clear();
                continue;
            }

            ClearAround(even, swapped ? begin + 1 : begin, swapped ? odds : evens);
            ClearAround(odd, begin, swapped ? evens : odds);
            T* pixels = plane + ((nint)y * geometry.Width);
            if (swapped) ColumnParity.Split(pixels, geometry.Width, odd + begin, even + begin + 1);
            else ColumnParity.Split(pixels, geometry.Width, even + begin, odd + begin);
        }
    }

    /// <summary>Zeros in the columns that tiles read beside the image.</summary>
    private void ClearAround(T* columns, int begin, int count)
    {
        for (int i = 0; i < begin; i++) columns[i] = T.Zero;
        for (int i = begin + count; i <= geometry.TileColumns; i++) columns[i] = T.Zero;
    }

    private void TransformRow(T* image, T* tiles)
    {
        for (int t = 0; t < geometry.TileColumns; t += Vector256<T>.Count)
        {
            T* even = image + t, odd = even + Stride, target = tiles + t;
            Column(even, even + 1, -1, target, 0);
            Column(odd, even + 1, 1, target, 1);
            Column(even + 1, odd, -1, target, 2);
            Column(odd, odd + 1, -1, target, 3);
        }
    }

    /// <summary>Column <paramref name="column"/> of the transformed tiles, from the sums or differences of two columns of pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Column(T* a, T* b, int sign, T* tiles, int column)
    {
        nint step = 2 * Stride;
        Vector256<T> d0 = Combine(a, b, sign), d1 = Combine(a + step, b + step, sign);
        Vector256<T> d2 = Combine(a + (2 * step), b + (2 * step), sign), d3 = Combine(a + (3 * step), b + (3 * step), sign);
        T* target = tiles + ((nint)column * ValueLength);
        nint row = 4 * (nint)ValueLength;
        (d0 - d2).Store(target);
        (d1 + d2).Store(target + row);
        (d2 - d1).Store(target + (2 * row));
        (d1 - d3).Store(target + (3 * row));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Combine(T* a, T* b, int sign) => sign > 0 ? Vector256.Load(a) + Vector256.Load(b) : Vector256.Load(a) - Vector256.Load(b);
}
