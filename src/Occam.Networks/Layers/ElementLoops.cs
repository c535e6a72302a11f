using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Occam.Networks.Layers;

/// <summary>Loops over runs of values: whole vectors, then the last values one by one through the same rounded operations.</summary>
internal static unsafe class ElementLoops
{
    /// <summary>y[i] (+)= a·x[i] + b; the product and the sum are one fused multiply-add.</summary>
    public static void Affine<T>(T a, T* x, T b, T* y, int length, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> slope = Vector256.Create(a), shift = Vector256.Create(b);
        int i = 0;
        for (; i + Vector256<T>.Count <= length; i += Vector256<T>.Count)
        {
            Vector256<T> value = Fused(slope, Vector256.Load(x + i), shift);
            (accumulate ? Vector256.Load(y + i) + value : value).Store(y + i);
        }

        for (; i < length; i++)
        {
            T value = T.FusedMultiplyAdd(a, x[i], b);
            y[i] = accumulate ? y[i] + value : value;
        }
    }

    /// <summary>y[i] (+)= a[i]·x[i] + b[i]; b may be null, which means zero.</summary>
    public static void Affine<T>(T* a, T* x, T* b, T* y, int length, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i + Vector256<T>.Count <= length; i += Vector256<T>.Count)
        {
            Vector256<T> shift = b == null ? Vector256<T>.Zero : Vector256.Load(b + i);
            Vector256<T> value = Fused(Vector256.Load(a + i), Vector256.Load(x + i), shift);
            (accumulate ? Vector256.Load(y + i) + value : value).Store(y + i);
        }

        for (; i < length; i++)
        {
            T value = T.FusedMultiplyAdd(a[i], x[i], b == null ? T.Zero : b[i]);
            y[i] = accumulate ? y[i] + value : value;
        }
    }

    /// <summary>y[i] += x[i].</summary>
    public static void Add<T>(T* x, T* y, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i + Vector256<T>.Count <= length; i += Vector256<T>.Count) (Vector256.Load(y + i) + Vector256.Load(x + i)).Store(y + i);
        for (; i < length; i++) y[i] += x[i];
    }

    /// <summary>a·b + c with one rounding in each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Fused<T>(Vector256<T> a, Vector256<T> b, Vector256<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Numerics.Simd.Lanes.FusedMultiplyAdd(a, b, c);

    /// <summary>Eight values from <paramref name="source"/> in double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<double> Lower, Vector256<double> Upper) LoadWide<T>(T* source)
        where T : unmanaged =>
        typeof(T) == typeof(float)
            ? Vector256.Widen(Vector256.Load((float*)source))
            : (Vector256.Load((double*)source), Vector256.Load((double*)source + Vector256<double>.Count));
}
