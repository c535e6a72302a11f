using System.Runtime.Intrinsics;

namespace Occam.Networks.Factors.Quantiles;

/// <summary>Columns of a matrix, one vector a row, so that reading down them stays in few cache lines.</summary>
internal static unsafe class Panel
{
    /// <summary>Copies some neighbouring values of every row; lanes past them are zero.</summary>
    public static void Pack<T>(T* source, nint stride, int rows, int lanes, T* panel)
        where T : unmanaged
    {
        for (int row = 0; row < rows; row++, source += stride, panel += Vector512<T>.Count)
        {
            if (lanes == Vector512<T>.Count)
            {
                Vector512.Load(source).Store(panel);
                continue;
            }

            Vector512<T>.Zero.Store(panel);
            for (int lane = 0; lane < lanes; lane++) panel[lane] = source[lane];
        }
    }
}
