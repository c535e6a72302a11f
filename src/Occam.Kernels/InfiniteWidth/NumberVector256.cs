using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Occam.Numerics.Simd;

namespace Occam.Kernels.InfiniteWidth;

/// <summary>256 bits of numbers.</summary>
internal readonly unsafe struct NumberVector256<T>(Vector256<T> value) : INumberVector<NumberVector256<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining;

    public static int Count => Vector256<T>.Count;

    public Vector256<T> Value { get; } = value;

    [MethodImpl(Inlined)]
    public static NumberVector256<T> operator +(NumberVector256<T> left, NumberVector256<T> right) => new(left.Value + right.Value);

    [MethodImpl(Inlined)]
    public static NumberVector256<T> operator -(NumberVector256<T> left, NumberVector256<T> right) => new(left.Value - right.Value);

    [MethodImpl(Inlined)]
    public static NumberVector256<T> operator *(NumberVector256<T> left, NumberVector256<T> right) => new(left.Value * right.Value);

    [MethodImpl(Inlined)]
    public static NumberVector256<T> All(double value) => new(Vector256.Create(T.CreateTruncating(value)));

    [MethodImpl(Inlined)]
    public static NumberVector256<T> Load(T* source) => new(Vector256.Load(source));

    [MethodImpl(Inlined)]
    public static NumberVector256<T> MultiplyAdd(NumberVector256<T> left, NumberVector256<T> right, NumberVector256<T> addend) =>
        new(Lanes.FusedMultiplyAdd(left.Value, right.Value, addend.Value));

    [MethodImpl(Inlined)]
    public static NumberVector256<T> Sqrt(NumberVector256<T> value) => new(Vector256.Sqrt(value.Value));

    [MethodImpl(Inlined)]
    public static NumberVector256<T> Abs(NumberVector256<T> value) => new(Vector256.Abs(value.Value));

    [MethodImpl(Inlined)]
    public static NumberVector256<T> Min(NumberVector256<T> left, NumberVector256<T> right) => new(Vector256.MinNative(left.Value, right.Value));

    [MethodImpl(Inlined)]
    public static NumberVector256<T> WhereAtLeast(NumberVector256<T> left, NumberVector256<T> right, NumberVector256<T> yes, NumberVector256<T> no) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(left.Value, right.Value), yes.Value, no.Value));

    [MethodImpl(Inlined)]
    public void Store(T* destination) => Value.Store(destination);
}
