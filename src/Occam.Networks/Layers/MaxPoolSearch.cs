using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Layers;

/// <summary>
/// winners[n,c,o] = where the largest value of a window stands, as the distance from the window's first pixel in the plane: a small integer
/// kept as a T, so that vectors can select it along with the value.
/// </summary>
internal readonly unsafe struct MaxPoolSearch<T>(PoolGeometry geometry, PlaneParts parts, T* x, T* winners) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int part, Scratch scratch)
    {
        int sites = geometry.OutputHeight * geometry.OutputWidth;
        for (int plane = parts.First(part); plane < parts.End(part); plane++)
        {
            T* winner = winners + ((nint)plane * sites);
            for (int oy = 0; oy < geometry.OutputHeight; oy++, winner += geometry.OutputWidth)
                SearchRow(x + ((nint)plane * geometry.Input.Sites), geometry.Origin(oy), winner);
        }
    }

    private void SearchRow(T* plane, int top, T* winner)
    {
        int firstRow = Math.Max(0, -top), endRow = Math.Min(geometry.Kernel, geometry.Input.Height - top);
        for (int ox = 0; ox < geometry.OutputWidth;)
        {
            int left = geometry.Origin(ox), right = geometry.Origin(ox + Vector256<T>.Count - 1) + geometry.Kernel;
            T* window = plane + ((nint)top * geometry.Input.Width) + left;
            if (left >= 0 && right <= geometry.Input.Width && ox + Vector256<T>.Count <= geometry.OutputWidth)
            {
                SearchVector(window, firstRow, endRow).Store(winner + ox);
                ox += Vector256<T>.Count;
            }
            else
            {
                winner[ox++] = SearchOne(window, firstRow, endRow, Math.Max(0, -left), Math.Min(geometry.Kernel, geometry.Input.Width - left));
            }
        }
    }

    private Vector256<T> SearchVector(T* window, int firstRow, int endRow)
    {
        Vector256<T> best = default, place = default;
        for (int ky = firstRow; ky < endRow; ky++)
        {
            for (int kx = 0; kx < geometry.Kernel; kx++)
            {
                int offset = (ky * geometry.Input.Width) + kx;
                Vector256<T> value = LoadStrided(window + offset, geometry.Stride);
                bool first = ky == firstRow && kx == 0;
                Vector256<T> wins = first ? Vector256<T>.AllBitsSet : Vector256.GreaterThan(value, best) | ~Vector256.Equals(value, value);
                best = Vector256.ConditionalSelect(wins, value, best);
                place = Vector256.ConditionalSelect(wins, Vector256.Create(T.CreateTruncating(offset)), place);
            }
        }

        return place;
    }

    private T SearchOne(T* window, int firstRow, int endRow, int firstColumn, int endColumn)
    {
        int place = (firstRow * geometry.Input.Width) + firstColumn;
        T best = window[place];
        for (int ky = firstRow; ky < endRow; ky++)
        {
            for (int kx = firstColumn; kx < endColumn; kx++)
            {
                int offset = (ky * geometry.Input.Width) + kx;
                if (!(window[offset] > best) && !T.IsNaN(window[offset])) continue;
                (best, place) = (window[offset], offset);
            }
        }

        return T.CreateTruncating(place);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> LoadStrided(T* source, int s)
    {
        if (s == 1) return Vector256.Load(source);
        if (typeof(T) == typeof(float))
        {
            float* v = (float*)source;
            return Vector256.Create(v[0], v[s], v[2 * s], v[3 * s], v[4 * s], v[5 * s], v[6 * s], v[7 * s]).As<float, T>();
        }

        double* w = (double*)source;
        return Vector256.Create(w[0], w[s], w[2 * s], w[3 * s]).As<double, T>();
    }
}
