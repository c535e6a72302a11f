using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Occam.Kernels.InfiniteWidth;

/// <summary>512 bits of numbers.</summary>
internal readonly unsafe struct NumberVector512<T>(Vector512<T> value) : INumberVector<NumberVector512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining;

    public static int Count => Vector512<T>.Count;

    public Vector512<T> Value { get; } = value;

    [MethodImpl(Inlined)]
    public static NumberVector512<T> operator +(NumberVector512<T> left, NumberVector512<T> right) => new(left.Value + right.Value);

    [MethodImpl(Inlined)]
    public static NumberVector512<T> operator -(NumberVector512<T> left, NumberVector512<T> right) => new(left.Value - right.Value);

    [MethodImpl(Inlined)]
    public static NumberVector512<T> operator *(NumberVector512<T> left, NumberVector512<T> right) => new(left.Value * right.Value);

    [MethodImpl(Inlined)]
    public static NumberVector512<T> All(double value) => new(Vector512.Create(T.CreateTruncating(value)));

    [MethodImpl(Inlined)]
    public static NumberVector512<T> Load(T* source) => new(Vector512.Load(source));

    [MethodImpl(Inlined)]
    public static NumberVector512<T> MultiplyAdd(NumberVector512<T> left, NumberVector512<T> right, NumberVector512<T> addend) => new(typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(left.Value.AsSingle(), right.Value.AsSingle(), addend.Value.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(left.Value.AsDouble(), right.Value.AsDouble(), addend.Value.AsDouble()).As<double, T>());

    [MethodImpl(Inlined)]
    public static NumberVector512<T> Sqrt(NumberVector512<T> value) => new(Vector512.Sqrt(value.Value));

    [MethodImpl(Inlined)]
    public static NumberVector512<T> Abs(NumberVector512<T> value) => new(Vector512.Abs(value.Value));

    [MethodImpl(Inlined)]
    public static NumberVector512<T> Min(NumberVector512<T> left, NumberVector512<T> right) => new(Vector512.MinNative(left.Value, right.Value));

    [MethodImpl(Inlined)]
    public static NumberVector512<T> WhereAtLeast(NumberVector512<T> left, NumberVector512<T> right, NumberVector512<T> yes, NumberVector512<T> no) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(left.Value, right.Value), yes.Value, no.Value));

    [MethodImpl(Inlined)]
    public void Store(T* destination) => Value.Store(destination);
}
