using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector256;

namespace Occam.Numerics.Simd;

/// <summary>
/// The elementary functions for four doubles, in exactly rounded operations only. The public face is <see cref="Elementary"/>.
/// </summary>
internal static class DoubleKernels
{
    private const double Log2E = 1.4426950408889634;
    private const double Log2High = 0.6931471805599453;
    private const double Log2Low = 2.3190468138462996e-17;

    // Adding it moves the integer part of a small number to the lowest bits of the significand, rounded to even.
    private const double Magic = 6755399441055744.0;
    private const int SignificandBits = 52;
    private const long One = 0x3FF0000000000000;
    private const long RootHalf = 0x3FE6A09E667F3BCD;
    private const long Two52 = 0x4330000000000000;

    /// <summary>eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Exp(Vector256<double> x)
    {
        x = Clamp(x, -746.0, 710.0);
        (Vector256<double> n, Vector256<double> r, _) = Reduce(x);
        Vector256<double> p = Create(1.0) + FusedMultiplyAdd(r * r, DoublePolynomials.ExpRemainder(r), r);

        // Two factors, the first exact: one rounding for subnormal results, and 2¹⁰²⁴ is never formed.
        Vector256<double> half = FusedMultiplyAdd(n, Create(0.5), Create(Magic)) - Create(Magic);
        return p * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    /// <summary>eˣ − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Expm1(Vector256<double> x)
    {
        (Vector256<double> n, Vector256<double> r, Vector256<double> lost) = Reduce(Clamp(x, -40.0, 710.0));
        Vector256<double> p = r + FusedMultiplyAdd(r * r, DoublePolynomials.ExpRemainder(r), lost);

        // Half the power, doubled at the end: 2¹⁰²⁴ is never formed.
        Vector256<double> power = PowerOfTwo(n - Create(1.0));
        Vector256<double> half = FusedMultiplyAdd(power, p, power - Create(0.5));
        return ConditionalSelect(LessThan(Abs(x), Create(1e-20)), x, half + half);
    }

    /// <summary>ln x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Log(Vector256<double> x)
    {
        Vector256<double> subnormal = LessThan(x, Create(2.2250738585072014e-308));
        Vector256<double> scaled = ConditionalSelect(subnormal, x * Create(18014398509481984.0), x);
        Vector256<double> shift = ConditionalSelect(subnormal, Create(-54.0), Create(0.0));
        return LogSpecial(x, LogOfNormal(scaled, shift, Create(0.0)));
    }

    /// <summary>ln(1 + x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Log1p(Vector256<double> x)
    {
        Vector256<double> u = Create(1.0) + x;
        Vector256<double> back = u - x;
        Vector256<double> lost = (x - (u - back)) + (Create(1.0) - back);
        Vector256<double> result = LogSpecial(u, LogOfNormal(u, Create(0.0), lost / u));
        return ConditionalSelect(LessThan(Abs(x), Create(1e-17)), x, result);
    }

    /// <summary>tanh x: an odd polynomial below 0.55, and 1 − 2/(e²ˣ + 1) above, where what is subtracted is less than a half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Tanh(Vector256<double> x)
    {
        Vector256<double> a = Clamp(Abs(x), 0.0, 20.0);
        Vector256<double> small = FusedMultiplyAdd(a, DoublePolynomials.TanhRemainder(a * a), a);
        (Vector256<double> n, Vector256<double> r, _) = Reduce(a + a);
        Vector256<double> exponential = PowerOfTwo(n) * (Create(1.0) + FusedMultiplyAdd(r * r, DoublePolynomials.ExpRemainder(r), r));
        Vector256<double> large = Create(1.0) - (Create(2.0) / (exponential + Create(1.0)));
        return CopySign(ConditionalSelect(LessThan(a, Create(0.55)), small, large), x);
    }

    /// <summary>erf x: a polynomial below 1, and 1 − e^−g above, with g = −ln erfc.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Erf(Vector256<double> x)
    {
        Vector256<double> a = Clamp(Abs(x), 0.0, 6.0);
        Vector256<double> small = FusedMultiplyAdd(a, DoublePolynomials.ErfRemainder(a * a), a);
        Vector256<double> large = Create(1.0) - Exp(-DoublePolynomials.LogErfc(a - Create(3.5)));
        return CopySign(ConditionalSelect(LessThan(a, Create(1.0)), small, large), x);
    }

    /// <summary>sin 2πt and cos 2πt for |t| ≤ 1/8, in turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector256<double> Sine, Vector256<double> Cosine) SineCosineOfTurns(Vector256<double> t)
    {
        Vector256<double> z = t * t;
        return (t * DoublePolynomials.SineOfTurns(z), FusedMultiplyAdd(z, DoublePolynomials.CosineOfTurns(z), Create(1.0)));
    }

    /// <summary>x = n ln 2 + r + lost, n an integer, |r| ≤ ln(2)/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> N, Vector256<double> R, Vector256<double> Lost) Reduce(Vector256<double> x)
    {
        Vector256<double> n = FusedMultiplyAdd(x, Create(Log2E), Create(Magic)) - Create(Magic);
        Vector256<double> high = FusedMultiplyAdd(n, Create(-Log2High), x);
        Vector256<double> r = FusedMultiplyAdd(n, Create(-Log2Low), high);
        return (n, r, FusedMultiplyAdd(n, Create(-Log2Low), high - r));
    }

    /// <summary>2ⁿ for integers −1022 ≤ n ≤ 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> PowerOfTwo(Vector256<double> n) =>
        (ShiftLeft((n + Create(Magic)).AsInt64(), SignificandBits) + Create(One)).AsDouble();

    /// <summary>
    /// ln(y) + shift · ln 2 + correction for normal y; y = 2ᵏ(1 + f), s = f/(2 + f), ln(1 + f) = f − f²/2 + s(f²/2 + R(s²)).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> LogOfNormal(Vector256<double> y, Vector256<double> shift, Vector256<double> correction)
    {
        Vector256<long> bits = y.AsInt64() + Create(One - RootHalf);
        Vector256<double> biased = (ShiftRightLogical(bits, SignificandBits) | Create(Two52)).AsDouble();
        Vector256<double> k = biased - Create(4503599627370496.0 + 1023.0) + shift;
        Vector256<double> f = ((bits & Create((1L << SignificandBits) - 1)) + Create(RootHalf)).AsDouble() - Create(1.0);
        Vector256<double> s = f / (f + Create(2.0));
        Vector256<double> z = s * s;
        Vector256<double> halfSquare = Create(0.5) * f * f;
        Vector256<double> small = FusedMultiplyAdd(k, Create(Log2Low), correction);
        Vector256<double> low = FusedMultiplyAdd(s, FusedMultiplyAdd(z, DoublePolynomials.LogRemainder(z), halfSquare), small);
        return FusedMultiplyAdd(k, Create(Log2High), f - (halfSquare - low));
    }

    /// <summary>The values of ln at zero, below zero, at infinity and at NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> LogSpecial(Vector256<double> x, Vector256<double> result)
    {
        result = ConditionalSelect(LessThan(x, Create(double.PositiveInfinity)), result, x);
        result = ConditionalSelect(Vector256.Equals(x, Create(0.0)), Create(double.NegativeInfinity), result);
        return ConditionalSelect(LessThan(x, Create(0.0)), Create(double.NaN), result);
    }

    /// <summary>x between two bounds; NaN stays NaN, which Vector256.Clamp does not promise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Clamp(Vector256<double> x, double low, double high)
    {
        x = ConditionalSelect(LessThan(x, Create(low)), Create(low), x);
        return ConditionalSelect(GreaterThan(x, Create(high)), Create(high), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> CopySign(Vector256<double> magnitude, Vector256<double> sign) =>
        ConditionalSelect(Create(-0.0), sign, magnitude);
}
