using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Occam.Networks.Convolutions;

/// <summary>Even and odd columns of a row, put apart and together again.</summary>
internal static unsafe class ColumnParity
{
    private const byte Evens = 0x88, Odds = 0xDD;

    /// <summary>even[i] = row[2i], odd[i] = row[2i + 1].</summary>
    public static void Split<T>(T* row, int length, T* even, T* odd)
        where T : unmanaged
    {
        int i = 0;
        if (typeof(T) == typeof(float) && Sse.IsSupported)
        {
            for (; (2 * i) + 8 <= length; i += 4)
            {
                Vector128<float> a = Vector128.Load((float*)row + (2 * i)), b = Vector128.Load((float*)row + (2 * i) + 4);
                Sse.Shuffle(a, b, Evens).Store((float*)even + i);
                Sse.Shuffle(a, b, Odds).Store((float*)odd + i);
            }
        }

        for (; (2 * i) + 1 < length; i++) (even[i], odd[i]) = (row[2 * i], row[(2 * i) + 1]);
        if (2 * i < length) even[i] = row[2 * i];
    }

    /// <summary>row[2i] = even_i, row[2i + 1] = odd_i for the lanes of two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Join<T>(Vector256<T> even, Vector256<T> odd, T* row)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float) && Sse.IsSupported)
        {
            JoinHalf(even.GetLower().AsSingle(), odd.GetLower().AsSingle(), (float*)row);
            JoinHalf(even.GetUpper().AsSingle(), odd.GetUpper().AsSingle(), (float*)row + Vector256<float>.Count);
            return;
        }

        for (int lane = 0; lane < Vector256<T>.Count; lane++) (row[2 * lane], row[(2 * lane) + 1]) = (even[lane], odd[lane]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void JoinHalf(Vector128<float> even, Vector128<float> odd, float* row)
    {
        Sse.UnpackLow(even, odd).Store(row);
        Sse.UnpackHigh(even, odd).Store(row + Vector128<float>.Count);
    }
}
