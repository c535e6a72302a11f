using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Occam.Numerics.Dense;

/// <summary>Copies into packed panels [depth, width]; nothing is computed, so every path gives the same bits.</summary>
internal static unsafe class Panels
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
                int k = 0;
                for (; k + 8 <= depth; k += 8)
                    Transpose8((float*)source + (lane * laneStride) + k, laneStride, (float*)panel + ((nint)k * width) + lane, width);
                CopyStrided(source + (lane * laneStride) + k, laneStride, 1, 8, 8, depth - k, panel + ((nint)k * width) + lane, width);
            }
        }

        if (lane < width)
            CopyStrided(source + (lane * laneStride), laneStride, 1, lanes - lane, width - lane, depth, panel + lane, width);
    }

    /// <summary>Neither index is contiguous.</summary>
    public static void CopyStrided<T>(T* source, nint laneStride, nint depthStride, int lanes, int width, int depth, T* panel)
        where T : unmanaged => CopyStrided(source, laneStride, depthStride, lanes, width, depth, panel, width);

    /// <summary>target[j · targetStride + i] = source[i · sourceStride + j] for an 8 × 8 block of floats.</summary>
    public static void Transpose8(float* source, nint sourceStride, float* target, nint targetStride)
    {
        float* lower = source + (4 * sourceStride);
        Transpose4x8(source, sourceStride, target, targetStride);
        Transpose4x8(lower, sourceStride, target + 4, targetStride);
    }

    private static void Transpose4x8(float* source, nint sourceStride, float* target, nint targetStride)
    {
        Vector256<float> r0 = Vector256.Load(source), r1 = Vector256.Load(source + sourceStride);
        Vector256<float> r2 = Vector256.Load(source + (2 * sourceStride)), r3 = Vector256.Load(source + (3 * sourceStride));
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
