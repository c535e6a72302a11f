using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Occam.Numerics.Dense;

/// <summary>Small blocks of floats transposed in registers, for machines with AVX: target[j · stride + i] = row_i[j] for eight j.</summary>
internal static unsafe class Transposition
{
    private const byte LowPairs = 0x44, HighPairs = 0xEE, LowHalves = 0x20, HighHalves = 0x31;

    /// <summary>Eight rows a fixed distance apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Block8(float* rows, nint rowStride, float* target, nint stride)
    {
        float* lower = rows + (4 * rowStride);
        Store8(
            Half(rows, rows + rowStride, rows + (2 * rowStride), rows + (3 * rowStride)),
            Half(lower, lower + rowStride, lower + (2 * rowStride), lower + (3 * rowStride)), target, stride);
    }

    /// <summary>Eight rows at given offsets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gathered8(float* source, int* offsets, float* target, nint stride) => Store8(
        Half(source + offsets[0], source + offsets[1], source + offsets[2], source + offsets[3]),
        Half(source + offsets[4], source + offsets[5], source + offsets[6], source + offsets[7]), target, stride);

    /// <summary>Four rows at given offsets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gathered4(float* source, int* offsets, float* target, nint stride)
    {
        Quarters q = Half(source + offsets[0], source + offsets[1], source + offsets[2], source + offsets[3]);
        q.K0.GetLower().Store(target);
        q.K1.GetLower().Store(target + stride);
        q.K2.GetLower().Store(target + (2 * stride));
        q.K3.GetLower().Store(target + (3 * stride));
        q.K0.GetUpper().Store(target + (4 * stride));
        q.K1.GetUpper().Store(target + (5 * stride));
        q.K2.GetUpper().Store(target + (6 * stride));
        q.K3.GetUpper().Store(target + (7 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Quarters Half(float* row0, float* row1, float* row2, float* row3)
    {
        Vector256<float> r0 = Vector256.Load(row0), r1 = Vector256.Load(row1), r2 = Vector256.Load(row2), r3 = Vector256.Load(row3);
        Vector256<float> a = Avx.UnpackLow(r0, r1), b = Avx.UnpackHigh(r0, r1), c = Avx.UnpackLow(r2, r3), d = Avx.UnpackHigh(r2, r3);
        return new Quarters(Avx.Shuffle(a, c, LowPairs), Avx.Shuffle(a, c, HighPairs), Avx.Shuffle(b, d, LowPairs), Avx.Shuffle(b, d, HighPairs));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store8(Quarters upper, Quarters lower, float* target, nint stride)
    {
        Avx.Permute2x128(upper.K0, lower.K0, LowHalves).Store(target);
        Avx.Permute2x128(upper.K1, lower.K1, LowHalves).Store(target + stride);
        Avx.Permute2x128(upper.K2, lower.K2, LowHalves).Store(target + (2 * stride));
        Avx.Permute2x128(upper.K3, lower.K3, LowHalves).Store(target + (3 * stride));
        Avx.Permute2x128(upper.K0, lower.K0, HighHalves).Store(target + (4 * stride));
        Avx.Permute2x128(upper.K1, lower.K1, HighHalves).Store(target + (5 * stride));
        Avx.Permute2x128(upper.K2, lower.K2, HighHalves).Store(target + (6 * stride));
        Avx.Permute2x128(upper.K3, lower.K3, HighHalves).Store(target + (7 * stride));
    }

    /// <summary>Four rows of eight, transposed within each half: K0 holds k = 0 below and k = 4 above, and so on.</summary>
    private readonly record struct Quarters(Vector256<float> K0, Vector256<float> K1, Vector256<float> K2, Vector256<float> K3);
}
