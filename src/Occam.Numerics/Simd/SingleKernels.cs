using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector256;

namespace Occam.Numerics.Simd;

/// <summary>
/// The elementary functions for eight floats, in exactly rounded operations only. The public face is <see cref="Elementary"/>.
/// </summary>
internal static class SingleKernels
{
    private const float Log2E = 1.442695f;
    private const float Log2High = 0.6931472f;
    private const float Log2Low = -1.9046542e-09f;

    // Adding it moves the integer part of a small number to the lowest bits of the significand, rounded to even.
    private const float Magic = 12582912f;
    private const int SignificandBits = 23;
    private const int One = 0x3F800000;
    private const int RootHalf = 0x3F3504F3;
    private const int Two23 = 0x4B000000;

    /// <summary>eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Exp(Vector256<float> x)
    {
        x = Clamp(x, -104f, 89f);
        (Vector256<float> n, Vector256<float> r, _) = Reduce(x);
        Vector256<float> p = Create(1f) + FusedMultiplyAdd(r * r, SinglePolynomials.ExpRemainder(r), r);

        // Two factors, the first exact: one rounding for subnormal results, and 2¹²⁸ is never formed.
        Vector256<float> half = FusedMultiplyAdd(n, Create(0.5f), Create(Magic)) - Create(Magic);
        return p * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    /// <summary>eˣ − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Expm1(Vector256<float> x)
    {
        (Vector256<float> n, Vector256<float> r, Vector256<float> lost) = Reduce(Clamp(x, -18f, 89f));
        Vector256<float> p = r + FusedMultiplyAdd(r * r, SinglePolynomials.ExpRemainder(r), lost);

        // Half the power, doubled at the end: 2¹²⁸ is never formed.
        Vector256<float> power = PowerOfTwo(n - Create(1f));
        Vector256<float> half = FusedMultiplyAdd(power, p, power - Create(0.5f));
        return ConditionalSelect(LessThan(Abs(x), Create(1e-9f)), x, half + half);
    }

    /// <summary>ln x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Log(Vector256<float> x)
    {
        Vector256<float> subnormal = LessThan(x, Create(1.17549435e-38f));
        Vector256<float> scaled = ConditionalSelect(subnormal, x * Create(33554432f), x);
        Vector256<float> shift = ConditionalSelect(subnormal, Create(-25f), Create(0f));
        return LogSpecial(x, LogOfNormal(scaled, shift, Create(0f)));
    }

    /// <summary>ln(1 + x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Log1p(Vector256<float> x)
    {
        Vector256<float> u = Create(1f) + x;
        Vector256<float> back = u - x;
        Vector256<float> lost = (x - (u - back)) + (Create(1f) - back);
        Vector256<float> result = LogSpecial(u, LogOfNormal(u, Create(0f), lost / u));
        return ConditionalSelect(LessThan(Abs(x), Create(1e-8f)), x, result);
    }

    /// <summary>tanh x: an odd polynomial below 0.55, and 1 − 2/(e²ˣ + 1) above, where what is subtracted is less than a half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Tanh(Vector256<float> x)
    {
        Vector256<float> a = Clamp(Abs(x), 0f, 10f);
        Vector256<float> small = FusedMultiplyAdd(a, SinglePolynomials.TanhRemainder(a * a), a);
        (Vector256<float> n, Vector256<float> r, _) = Reduce(a + a);
        Vector256<float> exponential = PowerOfTwo(n) * (Create(1f) + FusedMultiplyAdd(r * r, SinglePolynomials.ExpRemainder(r), r));
        Vector256<float> large = Create(1f) - (Create(2f) / (exponential + Create(1f)));
        return CopySign(ConditionalSelect(LessThan(a, Create(0.55f)), small, large), x);
    }

    /// <summary>erf x: a polynomial below 1, and 1 − e^−g above, with g = −ln erfc.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Erf(Vector256<float> x)
    {
        Vector256<float> a = Clamp(Abs(x), 0f, 4f);
        Vector256<float> small = FusedMultiplyAdd(a, SinglePolynomials.ErfRemainder(a * a), a);
        Vector256<float> large = Create(1f) - Exp(-SinglePolynomials.LogErfc(a - Create(2.5f)));
        return CopySign(ConditionalSelect(LessThan(a, Create(1f)), small, large), x);
    }

    /// <summary>x = n ln 2 + r + lost, n an integer, |r| ≤ ln(2)/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> N, Vector256<float> R, Vector256<float> Lost) Reduce(Vector256<float> x)
    {
        Vector256<float> n = FusedMultiplyAdd(x, Create(Log2E), Create(Magic)) - Create(Magic);
        Vector256<float> high = FusedMultiplyAdd(n, Create(-Log2High), x);
        Vector256<float> r = FusedMultiplyAdd(n, Create(-Log2Low), high);
        return (n, r, FusedMultiplyAdd(n, Create(-Log2Low), high - r));
    }

    /// <summary>2ⁿ for integers −126 ≤ n ≤ 127.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PowerOfTwo(Vector256<float> n) =>
        (ShiftLeft((n + Create(Magic)).AsInt32(), SignificandBits) + Create(One)).AsSingle();

    /// <summary>
    /// ln(y) + shift · ln 2 + correction for normal y; y = 2ᵏ(1 + f), s = f/(2 + f), ln(1 + f) = f − f²/2 + s(f²/2 + R(s²)).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LogOfNormal(Vector256<float> y, Vector256<float> shift, Vector256<float> correction)
    {
        Vector256<int> bits = y.AsInt32() + Create(One - RootHalf);
        Vector256<float> biased = (ShiftRightLogical(bits, SignificandBits) | Create(Two23)).AsSingle();
        Vector256<float> k = biased - Create(8388608f + 127f) + shift;
        Vector256<float> f = ((bits & Create((1 << SignificandBits) - 1)) + Create(RootHalf)).AsSingle() - Create(1f);
        Vector256<float> s = f / (f + Create(2f));
        Vector256<float> z = s * s;
        Vector256<float> halfSquare = Create(0.5f) * f * f;
        Vector256<float> small = FusedMultiplyAdd(k, Create(Log2Low), correction);
        Vector256<float> low = FusedMultiplyAdd(s, FusedMultiplyAdd(z, SinglePolynomials.LogRemainder(z), halfSquare), small);
        return FusedMultiplyAdd(k, Create(Log2High), f - (halfSquare - low));
    }

    /// <summary>The values of ln at zero, below zero, at infinity and at NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LogSpecial(Vector256<float> x, Vector256<float> result)
    {
        result = ConditionalSelect(LessThan(x, Create(float.PositiveInfinity)), result, x);
        result = ConditionalSelect(Vector256.Equals(x, Create(0f)), Create(float.NegativeInfinity), result);
        return ConditionalSelect(LessThan(x, Create(0f)), Create(float.NaN), result);
    }

    /// <summary>x between two bounds; NaN stays NaN, which Vector256.Clamp does not promise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Clamp(Vector256<float> x, float low, float high)
    {
        x = ConditionalSelect(LessThan(x, Create(low)), Create(low), x);
        return ConditionalSelect(GreaterThan(x, Create(high)), Create(high), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> CopySign(Vector256<float> magnitude, Vector256<float> sign) =>
        ConditionalSelect(Create(-0f), sign, magnitude);
}
