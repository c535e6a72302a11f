using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Layers;

/// <summary>Long arrays in pieces of a fixed length, vector by vector; the last vector is padded, so that every value goes through the same code.</summary>
internal static unsafe class ChunkedWork
{
    public const int Length = 1 << 14;

    public static int Parts(int length) => (length + Length - 1) / Length;

    public static int Start(int part) => part * Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load<T>(T* source, int i, int end)
        where T : unmanaged => i + Vector256<T>.Count <= end ? Vector256.Load(source + i) : LoadPart(source, i, end);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector256<T> value, T* target, int i, int end)
        where T : unmanaged
    {
        if (i + Vector256<T>.Count <= end) value.Store(target + i);
        else StorePart(value, target, i, end);
    }

    private static Vector256<T> LoadPart<T>(T* source, int i, int end)
        where T : unmanaged
    {
        Vector256<T> padded = default;
        for (int lane = 0; i + lane < end; lane++) padded = padded.WithElement(lane, source[i + lane]);
        return padded;
    }

    private static void StorePart<T>(Vector256<T> value, T* target, int i, int end)
        where T : unmanaged
    {
        for (int lane = 0; i + lane < end; lane++) target[i + lane] = value[lane];
    }
}
