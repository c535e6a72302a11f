using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Occam.Numerics.Dense;

/// <summary>Copies into packed panels [depth, width]; nothing is computed, so every path gives the same bits.</summary>
public static unsafe class Panels
{
    /// <summary>Lanes are contiguous in the source.</summary>
    public static void CopyRows<T>(T* source, nint depthStride, int lanes, int width, int depth, T* panel)
        where T : unmanaged
    {
        nuint bytes = (nuint)(lanes * sizeof(T));
        if (lanes == width && bytes % 32 == 0)
        {
            for (int k = 0; k < depth; k++, source += depthStride, panel += width)
            {
                for (nuint offset = 0; offset < bytes; offset += 32)
                    Vector256.Load((byte*)source + offset).Store((byte*)panel + offset);
            }

            return;
        }

        for (int k = 0; k < depth; k++, source += depthStride, panel += width)
        {
            for (int lane = 0; lane < lanes; lane++) panel[lane] = source[lane];
            for (int lane = lanes; lane < width; lane++) panel[lane] = default;
        }
    }

    /// <summary>k is contiguous in the source: a transposition.</summary>
    public static void CopyTransposed<T>(T* source, nint laneStride, int lanes, int width, int depth, T* panel)
        where T : unmanaged
    {
        int lane = 0;
        if (typeof(T) == typeof(float) && Avx.IsSupported)
        {
            for (; lane + 8 <= lanes; lane += 8)
            {
                float* from = (float*)source + (lane * laneStride), to = (float*)panel + lane;
                int k = 0;
                for (; k + 8 <= depth; k += 8) Transposition.Block8(from + k, laneStride, to + ((nint)k * width), width);
                CopyStrided(from + k, laneStride, 1, 8, 8, depth - k, to + ((nint)k * width), width);
            }

            if (lane + 4 <= lanes) lane += CopyFour((float*)source + (lane * laneStride), laneStride, depth, (float*)panel + lane, width);
        }

        if (lane < width)
            CopyStrided(source + (lane * laneStride), laneStride, 1, lanes - lane, width - lane, depth, panel + lane, width);
    }

    private static int CopyFour(float* source, nint laneStride, int depth, float* panel, int width)
    {
        int* offsets = stackalloc int[4] { 0, (int)laneStride, (int)(2 * laneStride), (int)(3 * laneStride) };
        int k = 0;
        for (; k + 8 <= depth; k += 8) Transposition.Gathered4(source + k, offsets, panel + ((nint)k * width), width);
        CopyStrided(source + k, laneStride, 1, 4, 4, depth - k, panel + ((nint)k * width), width);
        return 4;
    }

    /// <summary>Neither index is contiguous.</summary>
    public static void CopyStrided<T>(T* source, nint laneStride, nint depthStride, int lanes, int width, int depth, T* panel)
        where T : unmanaged => CopyStrided(source, laneStride, depthStride, lanes, width, depth, panel, width);

    /// <summary>Lanes lie at given offsets, k is contiguous: panel[k, lane] = source[offsets[lane] + k]. May spill up to 8 rows past the panel's depth.</summary>
    public static void CopyGathered<T>(T* source, int* offsets, int lanes, int width, int depth, T* panel)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float) && Avx.IsSupported && lanes == width && lanes % 4 == 0)
        {
            for (int k = 0; k < depth; k += 8)
            {
                float* from = (float*)source + k, to = (float*)panel + ((nint)k * width);
                if (lanes == 8) Transposition.Gathered8(from, offsets, to, width);
                else Transposition.Gathered4(from, offsets, to, width);
            }

            return;
        }

        for (int k = 0; k < depth; k++, panel += width)
        {
            for (int lane = 0; lane < lanes; lane++) panel[lane] = source[offsets[lane] + k];
            for (int lane = lanes; lane < width; lane++) panel[lane] = default;
        }
    }

    private static void CopyStrided<T>(T* source, nint laneStride, nint depthStride, int lanes, int width, int depth, T* panel, nint panelStride)
        where T : unmanaged
    {
        for (int k = 0; k < depth; k++, source += depthStride, panel += panelStride)
        {
            for (int lane = 0; lane < lanes; lane++) panel[lane] = source[lane * laneStride];
            for (int lane = lanes; lane < width; lane++) panel[lane] = default;
        }
    }
}
