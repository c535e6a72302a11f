namespace Occam.Numerics.Dense;

/// <summary>
/// The innermost product: c[i,j] = (c[i,j] or 0) + Σ_k a[k,i]·b[k,j], one fused multiply-add per k in ascending order, for a tile of
/// TRows rows (4 or 8) by TColumns vectors that stays in registers.
/// </summary>
internal static unsafe class Tile<T, TVector, TLanes, TRows, TColumns>
    where T : unmanaged
    where TVector : struct
    where TLanes : ILanes<TVector, T>
    where TRows : ITileExtent
    where TColumns : ITileExtent
{
    /// <param name="depth">How many k.</param>
    /// <param name="a">Packed [k, TRows].</param>
    /// <param name="b">Packed [k, TColumns · width].</param>
    /// <param name="c">The tile's first element; rows are <paramref name="stride"/> apart.</param>
    /// <param name="stride">Elements from one row of c to the next.</param>
    /// <param name="accumulate">Whether c is the start of the sum or is overwritten.</param>
    public static void Multiply(nint depth, T* a, T* b, T* c, nint stride, bool accumulate)
    {
        TileRow<T, TVector, TLanes, TColumns> r0 = default, r1 = default, r2 = default, r3 = default;
        TileRow<T, TVector, TLanes, TColumns> r4 = default, r5 = default, r6 = default, r7 = default;
        if (accumulate)
        {
            r0 = TileRow<T, TVector, TLanes, TColumns>.Load(c);
            r1 = TileRow<T, TVector, TLanes, TColumns>.Load(c + stride);
            r2 = TileRow<T, TVector, TLanes, TColumns>.Load(c + (2 * stride));
            r3 = TileRow<T, TVector, TLanes, TColumns>.Load(c + (3 * stride));
            if (TRows.Value > 4)
            {
                r4 = TileRow<T, TVector, TLanes, TColumns>.Load(c + (4 * stride));
                r5 = TileRow<T, TVector, TLanes, TColumns>.Load(c + (5 * stride));
                r6 = TileRow<T, TVector, TLanes, TColumns>.Load(c + (6 * stride));
                r7 = TileRow<T, TVector, TLanes, TColumns>.Load(c + (7 * stride));
            }
        }

        for (; depth > 0; depth--)
        {
            TVector b0 = TLanes.Load(b);
            TVector b1 = TColumns.Value > 1 ? TLanes.Load(b + TLanes.Width) : default;
            TVector b2 = TColumns.Value > 2 ? TLanes.Load(b + (2 * TLanes.Width)) : default;
            r0 = r0.Plus(a[0], b0, b1, b2);
            r1 = r1.Plus(a[1], b0, b1, b2);
            r2 = r2.Plus(a[2], b0, b1, b2);
            r3 = r3.Plus(a[3], b0, b1, b2);
            if (TRows.Value > 4)
            {
                r4 = r4.Plus(a[4], b0, b1, b2);
                r5 = r5.Plus(a[5], b0, b1, b2);
                r6 = r6.Plus(a[6], b0, b1, b2);
                r7 = r7.Plus(a[7], b0, b1, b2);
            }

            a += TRows.Value;
            b += TColumns.Value * TLanes.Width;
        }

        r0.Store(c);
        r1.Store(c + stride);
        r2.Store(c + (2 * stride));
        r3.Store(c + (3 * stride));
        if (TRows.Value > 4)
        {
            r4.Store(c + (4 * stride));
            r5.Store(c + (5 * stride));
            r6.Store(c + (6 * stride));
            r7.Store(c + (7 * stride));
        }
    }
}
