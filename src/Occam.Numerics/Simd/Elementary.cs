using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Occam.Numerics.Simd;

/// <summary>
/// Exponential, logarithm and their kin, for vectors, numbers and spans of float or double. Only exactly rounded operations are used
/// (+, −, ×, ÷, fused multiply-add, comparisons, bits), so results have the same bits with AVX-512, AVX2, 128-bit or no vectors; a
/// number gives the bits of a lane, and a span those of its numbers. NaN gives NaN. The errors stated are the largest that were
/// measured: in float over all arguments, in double over the points that `generate_elementary.py reference 20000` writes.
/// </summary>
public static class Elementary
{
    /// <summary>
    /// eˣ. Error ≤ 1.0 ulp in float, ≤ 1.05 ulp in double. 0 below about −103.97 (float) or −745.13 (double), infinity above
    /// about 88.72 or 709.78; subnormal results are rounded once more.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Exp<T>(Vector256<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? SingleKernels.Exp(x.AsSingle()).As<float, T>() : DoubleKernels.Exp(x.AsDouble()).As<double, T>();

    /// <inheritdoc cref="Exp{T}(Vector256{T})"/>
    public static T Exp<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Exp(Vector256.Create(x)).ToScalar();

    /// <summary>y[i] = Exp(x[i]); <paramref name="y"/> may be <paramref name="x"/> itself.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Exp<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorOperations.Map<T, ExpFunction<T>>(x, y);

    /// <summary>
    /// eˣ − 1, accurate near zero. Error ≤ 1.4 ulp in float, ≤ 1.4 ulp in double. −1 at −∞, infinity at +∞; the sign of zero is
    /// kept.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Expm1<T>(Vector256<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? SingleKernels.Expm1(x.AsSingle()).As<float, T>() : DoubleKernels.Expm1(x.AsDouble()).As<double, T>();

    /// <inheritdoc cref="Expm1{T}(Vector256{T})"/>
    public static T Expm1<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Expm1(Vector256.Create(x)).ToScalar();

    /// <summary>y[i] = Expm1(x[i]); <paramref name="y"/> may be <paramref name="x"/> itself.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Expm1<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorOperations.Map<T, Expm1Function<T>>(x, y);

    /// <summary>
    /// ln x. Error ≤ 0.85 ulp in float, ≤ 0.8 ulp in double. −∞ at ±0, NaN below zero, +∞ at +∞; subnormal arguments are taken as
    /// they are.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Log<T>(Vector256<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? SingleKernels.Log(x.AsSingle()).As<float, T>() : DoubleKernels.Log(x.AsDouble()).As<double, T>();

    /// <inheritdoc cref="Log{T}(Vector256{T})"/>
    public static T Log<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Log(Vector256.Create(x)).ToScalar();

    /// <summary>y[i] = Log(x[i]); <paramref name="y"/> may be <paramref name="x"/> itself.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Log<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorOperations.Map<T, LogFunction<T>>(x, y);

    /// <summary>
    /// ln(1 + x), accurate near zero. Error ≤ 0.85 ulp in float, ≤ 0.8 ulp in double. −∞ at −1, NaN below −1, +∞ at +∞; the sign
    /// of zero is kept.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Log1p<T>(Vector256<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? SingleKernels.Log1p(x.AsSingle()).As<float, T>() : DoubleKernels.Log1p(x.AsDouble()).As<double, T>();

    /// <inheritdoc cref="Log1p{T}(Vector256{T})"/>
    public static T Log1p<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Log1p(Vector256.Create(x)).ToScalar();

    /// <summary>y[i] = Log1p(x[i]); <paramref name="y"/> may be <paramref name="x"/> itself.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Log1p<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorOperations.Map<T, Log1pFunction<T>>(x, y);

    /// <summary>tanh x. Error ≤ 1.5 ulp in float, ≤ 1.4 ulp in double. ±1 at ±∞; odd to the bit, and the sign of zero is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Tanh<T>(Vector256<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? SingleKernels.Tanh(x.AsSingle()).As<float, T>() : DoubleKernels.Tanh(x.AsDouble()).As<double, T>();

    /// <inheritdoc cref="Tanh{T}(Vector256{T})"/>
    public static T Tanh<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Tanh(Vector256.Create(x)).ToScalar();

    /// <summary>y[i] = Tanh(x[i]); <paramref name="y"/> may be <paramref name="x"/> itself.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Tanh<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorOperations.Map<T, TanhFunction<T>>(x, y);

    /// <summary>
    /// erf x = 2/√π ∫₀ˣ e^(−t²) dt. Error ≤ 1.75 ulp in float, ≤ 2.7 ulp in double. ±1 at ±∞; odd to the bit, and the sign of
    /// zero is kept.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Erf<T>(Vector256<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? SingleKernels.Erf(x.AsSingle()).As<float, T>() : DoubleKernels.Erf(x.AsDouble()).As<double, T>();

    /// <inheritdoc cref="Erf{T}(Vector256{T})"/>
    public static T Erf<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Erf(Vector256.Create(x)).ToScalar();

    /// <summary>y[i] = Erf(x[i]); <paramref name="y"/> may be <paramref name="x"/> itself.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Erf<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorOperations.Map<T, ErfFunction<T>>(x, y);

    /// <summary>1/(1 + e⁻ˣ), computed from e^−|x| so that nothing overflows. Error ≤ 2.45 ulp in float, ≤ 1.9 ulp in double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Sigmoid<T>(Vector256<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> e = Exp(-Vector256.Abs(x));
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<T>.Zero), e, Vector256<T>.One) / (Vector256<T>.One + e);
    }

    /// <inheritdoc cref="Sigmoid{T}(Vector256{T})"/>
    public static T Sigmoid<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sigmoid(Vector256.Create(x)).ToScalar();

    /// <summary>y[i] = Sigmoid(x[i]); <paramref name="y"/> may be <paramref name="x"/> itself.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Sigmoid<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorOperations.Map<T, SigmoidFunction<T>>(x, y);

    /// <summary>
    /// ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|). Error ≤ 1.7 ulp in float, ≤ 1.4 ulp in double. Its derivative is <see
    /// cref="Sigmoid{T}(T)"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Softplus<T>(Vector256<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> linear = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<T>.Zero), Vector256<T>.Zero, x);
        return linear + Log1p(Exp(-Vector256.Abs(x)));
    }

    /// <inheritdoc cref="Softplus{T}(Vector256{T})"/>
    public static T Softplus<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Softplus(Vector256.Create(x)).ToScalar();

    /// <summary>y[i] = Softplus(x[i]); <paramref name="y"/> may be <paramref name="x"/> itself.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Softplus<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorOperations.Map<T, SoftplusFunction<T>>(x, y);

    /// <summary>x to the power a for x ≥ 0, as exp(a·ln x): the relative error is that of the exponential and |a·ln x| units of rounding. 0 to a power above 0 is 0.</summary>
    public static double Power(double x, double exponent)
    {
        if (x == 0 && exponent > 0) return 0;
        return exponent == 1 ? x : exponent == 0 ? 1 : Exp(exponent * Log(x));
    }

    private readonly struct ExpFunction<T> : IVectorFunction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> x) => Exp(x);
    }

    private readonly struct Expm1Function<T> : IVectorFunction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> x) => Expm1(x);
    }

    private readonly struct LogFunction<T> : IVectorFunction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> x) => Log(x);
    }

    private readonly struct Log1pFunction<T> : IVectorFunction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> x) => Log1p(x);
    }

    private readonly struct TanhFunction<T> : IVectorFunction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> x) => Tanh(x);
    }

    private readonly struct ErfFunction<T> : IVectorFunction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> x) => Erf(x);
    }

    private readonly struct SigmoidFunction<T> : IVectorFunction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> x) => Sigmoid(x);
    }

    private readonly struct SoftplusFunction<T> : IVectorFunction<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<T> Apply(Vector256<T> x) => Softplus(x);
    }
}
