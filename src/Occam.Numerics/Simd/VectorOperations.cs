using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Occam.Numerics.Simd;

/// <summary>
/// Element-by-element operations on spans of float or double. Each is rounded as its formula says, a product and a sum together
/// being one fused multiply-add, so the bits depend neither on the machine nor on where an element stands. Destinations may be one
/// of the sources themselves, but must not overlap them shifted. Lengths that differ throw <see cref="ArgumentException"/>.
/// </summary>
public static class VectorOperations
{
    /// <summary>y[i] += x[i].</summary>
    public static void Add<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireEqual(nameof(Add), x.Length, y.Length);
        for (int i = 0; i < y.Length; i += Vector256<T>.Count)
            Lanes.Store(Lanes.Load(x, i) + Lanes.Load<T>(y, i), y, i);
    }

    /// <summary>z[i] = x[i] + y[i].</summary>
    public static void Sum<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireEqual(nameof(Sum), x.Length, y.Length, z.Length);
        for (int i = 0; i < z.Length; i += Vector256<T>.Count)
            Lanes.Store(Lanes.Load(x, i) + Lanes.Load(y, i), z, i);
    }

    /// <summary>z[i] = x[i] − y[i].</summary>
    public static void Subtract<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireEqual(nameof(Subtract), x.Length, y.Length, z.Length);
        for (int i = 0; i < z.Length; i += Vector256<T>.Count)
            Lanes.Store(Lanes.Load(x, i) - Lanes.Load(y, i), z, i);
    }

    /// <summary>z[i] = x[i] · y[i].</summary>
    public static void Multiply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireEqual(nameof(Multiply), x.Length, y.Length, z.Length);
        for (int i = 0; i < z.Length; i += Vector256<T>.Count)
            Lanes.Store(Lanes.Load(x, i) * Lanes.Load(y, i), z, i);
    }

    /// <summary>z[i] += x[i] · y[i], one rounding.</summary>
    public static void AddProduct<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireEqual(nameof(AddProduct), x.Length, y.Length, z.Length);
        for (int i = 0; i < z.Length; i += Vector256<T>.Count)
            Lanes.Store(Lanes.FusedMultiplyAdd(Lanes.Load(x, i), Lanes.Load(y, i), Lanes.Load<T>(z, i)), z, i);
    }

    /// <summary>y[i] += a · x[i], one rounding.</summary>
    public static void AddScaled<T>(T a, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireEqual(nameof(AddScaled), x.Length, y.Length);
        Vector256<T> scale = Vector256.Create(a);
        for (int i = 0; i < y.Length; i += Vector256<T>.Count)
            Lanes.Store(Lanes.FusedMultiplyAdd(scale, Lanes.Load(x, i), Lanes.Load<T>(y, i)), y, i);
    }

    /// <summary>y[i] = a · x[i] + b · y[i]: the product b · y[i] is rounded, then a · x[i] is added with one rounding.</summary>
    public static void Combine<T>(T a, ReadOnlySpan<T> x, T b, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireEqual(nameof(Combine), x.Length, y.Length);
        Vector256<T> first = Vector256.Create(a), second = Vector256.Create(b);
        for (int i = 0; i < y.Length; i += Vector256<T>.Count)
            Lanes.Store(Lanes.FusedMultiplyAdd(first, Lanes.Load(x, i), second * Lanes.Load<T>(y, i)), y, i);
    }

    /// <summary>y[i] = a · y[i].</summary>
    public static void Scale<T>(T a, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> scale = Vector256.Create(a);
        for (int i = 0; i < y.Length; i += Vector256<T>.Count)
            Lanes.Store(scale * Lanes.Load<T>(y, i), y, i);
    }

    /// <summary>y[i] = the value of x[i] in double precision, exact.</summary>
    public static void Widen(ReadOnlySpan<float> x, Span<double> y)
    {
        RequireEqual(nameof(Widen), x.Length, y.Length);
        for (int i = 0; i < x.Length; i += Vector256<float>.Count)
        {
            (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(Lanes.Load(x, i));
            Lanes.Store(lower, y, i);
            if (i + Vector256<double>.Count < y.Length) Lanes.Store(upper, y, i + Vector256<double>.Count);
        }
    }

    /// <summary>y[i] = f(x[i]) for a function that is inlined into the loop.</summary>
    public static void Map<T, TFunction>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, IVectorFunction<T>
    {
        RequireEqual(nameof(Map), x.Length, y.Length);
        for (int i = 0; i < y.Length; i += Vector256<T>.Count)
            Lanes.Store(TFunction.Apply(Lanes.Load(x, i)), y, i);
    }

    private static void RequireEqual(string operation, int first, int second, int third = -1)
    {
        if (first != second || (third >= 0 && third != first)) ThrowUnequal(operation, first, second, third);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowUnequal(string operation, int first, int second, int third) =>
        throw new ArgumentException(
            $"VectorOperations.{operation}: expected spans of equal length, got {first}, {second}{(third >= 0 ? $", {third}" : "")}. Slice them to one length.");
}
