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
            for (; lane + 4 <= lanes; lane += 4)
            {
                float* from = (float*)source + (lane * laneStride), to = (float*)panel + lane;
                int k = 0;
                for (; k + 8 <= depth; k += 8)
                    Transpose4x8(from + k, from + laneStride + k, from + (2 * laneStride) + k, from + (3 * laneStride) + k, to + ((nint)k * width), width);
                CopyStrided(from + k, laneStride, 1, 4, 4, depth - k, to + ((nint)k * width), width);
            }
        }

        if (lane < width)
            CopyStrided(source + (lane * laneStride), laneStride, 1, lanes - lane, width - lane, depth, panel + lane, width);
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
            for (int lane = 0; lane < lanes; lane += 4)
            {
                float* r0 = (float*)source + offsets[lane], r1 = (float*)source + offsets[lane + 1];
                float* r2 = (float*)source + offsets[lane + 2], r3 = (float*)source + offsets[lane + 3];
                for (int k = 0; k < depth; k += 8)
                    Transpose4x8(r0 + k, r1 + k, r2 + k, r3 + k, (float*)panel + ((nint)k * width) + lane, width);
            }

            return;
        }

        for (int k = 0; k < depth; k++, panel += width)
        {
            for (int lane = 0; lane < lanes; lane++) panel[lane] = source[offsets[lane] + k];
            for (int lane = lanes; lane < width; lane++) panel[lane] = default;
        }
    }

    /// <summary>target[j · targetStride + i] = row_i[j] for four rows of eight floats.</summary>
    private static void Transpose4x8(float* row0, float* row1, float* row2, float* row3, float* target, nint targetStride)
    {
        Vector256<float> r0 = Vector256.Load(row0), r1 = Vector256.Load(row1), r2 = Vector256.Load(row2), r3 = Vector256.Load(row3);
        Vector256<float> a = Avx.UnpackLow(r0, r1), b = Avx.UnpackHigh(r0, r1);
        Vector256<float> c = Avx.UnpackLow(r2, r3), d = Avx.UnpackHigh(r2, r3);
        Vector256<float> s0 = Avx.Shuffle(a, c, 0x44), s1 = Avx.Shuffle(a, c, 0xEE), s2 = Avx.Shuffle(b, d, 0x44), s3 = Avx.Shuffle(b, d, 0xEE);
        s0.GetLower().Store(target);
        s1.GetLower().Store(target + targetStride);
        s2.GetLower().Store(target + (2 * targetStride));
        s3.GetLower().Store(target + (3 * targetStride));
        s0.GetUpper().Store(target + (4 * targetStride));
        s1.GetUpper().Store(target + (5 * targetStride));
        s2.GetUpper().Store(target + (6 * targetStride));
        s3.GetUpper().Store(target + (7 * targetStride));
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
