namespace Occam.Numerics.Dense;

/// <summary>Small strided blocks.</summary>
internal static unsafe class Tiles
{
    public static void Copy<T>(T* source, nint sourceStride, T* target, nint targetStride, int rows, int columns)
        where T : unmanaged
    {
        for (int i = 0; i < rows; i++, source += sourceStride, target += targetStride)
        {
            for (int j = 0; j < columns; j++) target[j] = source[j];
        }
    }
}
