using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Layers;

/// <summary>
/// winners[n,c,o] = where the largest value of a window stands, as the distance from the window's first pixel in the plane: a small integer
/// kept as a T, so that vectors can select it along with the value. Planes with padding are copied into a frame of −∞, which is larger than
/// nothing, so that every window is whole and a vector can hold any neighbouring outputs.
/// </summary>
internal readonly unsafe struct MaxPoolSearch<T>(PoolGeometry geometry, PlaneParts parts, int* origins, T* starts, T* x, T* winners) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private int Width => geometry.Input.Width + (2 * geometry.Padding);

    private int Sites => geometry.OutputHeight * geometry.OutputWidth;

    /// <summary>The offset of each output's window in the framed plane, and the place of its first pixel that is in the image.</summary>
    public static (int[] Origins, T[] Starts) Tables(PoolGeometry geometry)
    {
        int width = geometry.Input.Width + (2 * geometry.Padding);
        int[] origins = new int[geometry.OutputHeight * geometry.OutputWidth];
        T[] starts = new T[origins.Length];
        for (int o = 0; o < origins.Length; o++)
        {
            int oy = o / geometry.OutputWidth, ox = o % geometry.OutputWidth;
            origins[o] = (oy * geometry.Stride * width) + (ox * geometry.Stride);
            starts[o] = T.CreateTruncating((Math.Max(0, -geometry.Origin(oy)) * geometry.Input.Width) + Math.Max(0, -geometry.Origin(ox)));
        }

        return (origins, starts);
    }

    public void Run(int part, Scratch scratch)
    {
        T* framed = geometry.Padding == 0 ? null : NewFrame(scratch);
        for (int plane = parts.First(part); plane < parts.End(part); plane++)
        {
            T* source = x + ((nint)plane * geometry.Input.Sites), winner = winners + ((nint)plane * Sites);
            if (framed != null) source = CopyInto(framed, source);
            int o = 0;
            for (; o + Vector256<T>.Count <= Sites; o += Vector256<T>.Count) Search(source, o).Store(winner + o);
            for (; o < Sites; o++) winner[o] = SearchOne(source, o);
        }
    }

    private T* NewFrame(Scratch scratch)
    {
        int length = Width * (geometry.Input.Height + (2 * geometry.Padding));
        T* frame = scratch.Rent<T>(length);
        new Span<T>(frame, length).Fill(T.NegativeInfinity);
        return frame;
    }

    private T* CopyInto(T* frame, T* plane)
    {
        int width = geometry.Input.Width;
        for (int row = 0; row < geometry.Input.Height; row++)
            new Span<T>(plane + ((nint)row * width), width).CopyTo(new Span<T>(frame + ((nint)(row + geometry.Padding) * Width) + geometry.Padding, width));
        return frame;
    }

    private Vector256<T> Search(T* plane, int o)
    {
        Vector256<T> best = Vector256.Create(T.NegativeInfinity), place = Vector256.Load(starts + o);
        int* origin = origins + o;
        for (int ky = 0; ky < geometry.Kernel; ky++)
        {
            for (int kx = 0; kx < geometry.Kernel; kx++)
            {
                Vector256<T> value = Gather(plane + (ky * Width) + kx, origin);
                Vector256<T> wins = Vector256.GreaterThan(value, best) | ~Vector256.Equals(value, value);
                best = Vector256.ConditionalSelect(wins, value, best);
                place = Vector256.ConditionalSelect(wins, Vector256.Create(T.CreateTruncating((ky * geometry.Input.Width) + kx)), place);
            }
        }

        return place;
    }

    private T SearchOne(T* plane, int o)
    {
        T best = T.NegativeInfinity, place = starts[o];
        for (int ky = 0; ky < geometry.Kernel; ky++)
        {
            for (int kx = 0; kx < geometry.Kernel; kx++)
            {
                T value = plane[origins[o] + (ky * Width) + kx];
                if (value > best || T.IsNaN(value)) (best, place) = (value, T.CreateTruncating((ky * geometry.Input.Width) + kx));
            }
        }

        return place;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Gather(T* source, int* at)
    {
        if (typeof(T) == typeof(float))
        {
            float* v = (float*)source;
            return Vector256.Create(v[at[0]], v[at[1]], v[at[2]], v[at[3]], v[at[4]], v[at[5]], v[at[6]], v[at[7]]).As<float, T>();
        }

        double* w = (double*)source;
        return Vector256.Create(w[at[0]], w[at[1]], w[at[2]], w[at[3]]).As<double, T>();
    }
}
