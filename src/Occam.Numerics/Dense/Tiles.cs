using System.Runtime.Intrinsics;

namespace Occam.Numerics.Dense;

/// <summary>Small strided blocks.</summary>
public static unsafe class Tiles
{
    /// <summary>Copies rows × columns values between two strided blocks that do not overlap.</summary>
    public static void Copy<T>(T* source, nint sourceStride, T* target, nint targetStride, int rows, int columns)
        where T : unmanaged
    {
        for (int i = 0; i < rows; i++, source += sourceStride, target += targetStride)
        {
            int j = 0;
            for (; j + Vector256<T>.Count <= columns; j += Vector256<T>.Count) Vector256.Load(source + j).Store(target + j);
            for (; j < columns; j++) target[j] = source[j];
        }
    }
}
