using System.Numerics;

namespace Occam.Networks.Factors;

/// <summary>Copies rows of inputs into the left factor.</summary>
internal static class FactorRows
{
    /// <summary>Rows of one width, each followed by a one where there is a bias.</summary>
    public static void CopyWithOnes<T>(ReadOnlySpan<T> rows, int width, bool ones, Span<T> target)
        where T : unmanaged, INumberBase<T>
    {
        if (!ones)
        {
            rows.CopyTo(target);
            return;
        }

        for (; !rows.IsEmpty; rows = rows[width..], target = target[(width + 1)..])
        {
            rows[..width].CopyTo(target);
            target[width] = T.One;
        }
    }
}
