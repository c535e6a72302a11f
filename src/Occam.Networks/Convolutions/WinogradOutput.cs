using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Convolutions;

/// <summary>Products of transformed tiles, [value, channel, tile], back to pixels: Aᵀ m A with Aᵀ = [1 1 1 0; 0 1 −1 −1].</summary>
internal readonly unsafe struct WinogradOutput<T>(WinogradGeometry geometry, T* bias, bool accumulate)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Writes rows of tiles [first, end) of one group of channels, counted through the batch; <paramref name="rows"/> is room for two rows.</summary>
    public void Write(T* products, int group, int first, int end, T* rows, T* target)
    {
        int width = geometry.OutputWidth, rowLength = 2 * WinogradGeometry.PaddedLanes(geometry.TileColumns);
        for (int channel = 0; channel < geometry.Outputs; channel++)
        {
            T offset = bias == null ? T.Zero : bias[channel];
            T* tiles = products + ((nint)channel * geometry.Lanes);
            for (int at = first; at < end; at++, tiles += geometry.TileColumns)
            {
                int example = at / geometry.TileRows, y = 2 * (at % geometry.TileRows);
                T* pixel = target + ((((((nint)example * geometry.Groups) + group) * geometry.Outputs) + channel) * geometry.OutputHeight + y) * width;
                TransformRow(tiles, rows, rows + rowLength);
                Store(rows, offset, pixel);
                if (y + 1 < geometry.OutputHeight) Store(rows + rowLength, offset, pixel + width);
            }
        }
    }

    private void TransformRow(T* tiles, T* upper, T* lower)
    {
        nint step = (nint)geometry.Outputs * geometry.Lanes;
        for (int t = 0; t < geometry.TileColumns; t += Vector256<T>.Count)
        {
            (Vector256<T> u0, Vector256<T> l0) = Column(tiles + t, step);
            (Vector256<T> u1, Vector256<T> l1) = Column(tiles + t + step, step);
            (Vector256<T> u2, Vector256<T> l2) = Column(tiles + t + (2 * step), step);
            (Vector256<T> u3, Vector256<T> l3) = Column(tiles + t + (3 * step), step);
            ColumnParity.Join(u0 + u1 + u2, u1 - u2 - u3, upper + (2 * t));
            ColumnParity.Join(l0 + l1 + l2, l1 - l2 - l3, lower + (2 * t));
        }
    }

    /// <summary>The upper and lower sums over one column of the 4×4 products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<T> Upper, Vector256<T> Lower) Column(T* tiles, nint step)
    {
        Vector256<T> m0 = Vector256.Load(tiles), m1 = Vector256.Load(tiles + (4 * step)), m2 = Vector256.Load(tiles + (8 * step)), m3 = Vector256.Load(tiles + (12 * step));
        return (m0 + m1 + m2, m1 - m2 - m3);
    }

    private void Store(T* row, T offset, T* target)
    {
        int x = 0, width = geometry.OutputWidth;
        Vector256<T> offsets = Vector256.Create(offset);
        for (; x + Vector256<T>.Count <= width; x += Vector256<T>.Count)
        {
            Vector256<T> value = Vector256.Load(row + x) + offsets;
            (accumulate ? Vector256.Load(target + x) + value : value).Store(target + x);
        }

        for (; x < width; x++) target[x] = accumulate ? target[x] + (row[x] + offset) : row[x] + offset;
    }
}
