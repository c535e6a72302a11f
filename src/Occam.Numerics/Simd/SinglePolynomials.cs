// Written by tests/Occam.Numerics.Tests/Simd/generate_elementary.py polynomials.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector256;

namespace Occam.Numerics.Simd;

/// <summary>Minimax polynomials with float coefficients, one fused multiply-add a coefficient, highest first.</summary>
internal static class SinglePolynomials
{
    /// <summary>(exp(x) - 1 - x) / x², |x| ≤ ln(2)/2. Largest weighted error of the fit: 2^-29.22.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> ExpRemainder(Vector256<float> x)
    {
        Vector256<float> p = Create(0.0001990758755709976f);
        p = FusedMultiplyAdd(p, x, Create(0.0013933652080595493f));
        p = FusedMultiplyAdd(p, x, Create(0.00833328627049923f));
        p = FusedMultiplyAdd(p, x, Create(0.04166646674275398f));
        p = FusedMultiplyAdd(p, x, Create(0.1666666716337204f));
        return FusedMultiplyAdd(p, x, Create(0.5f));
    }

    /// <summary>(2 artanh(s) - 2s) / s³ for x = s², s ≤ (√2 - 1)/(√2 + 1). Largest weighted error of the fit: 2^-30.2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> LogRemainder(Vector256<float> x)
    {
        Vector256<float> p = Create(0.29870927333831787f);
        p = FusedMultiplyAdd(p, x, Create(0.39977580308914185f));
        return FusedMultiplyAdd(p, x, Create(0.6666677594184875f));
    }

    /// <summary>tanh(a)/a - 1 for x = a², a ≤ 0.55. Largest weighted error of the fit: 2^-29.93.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> TanhRemainder(Vector256<float> x)
    {
        Vector256<float> p = Create(-0.006222081370651722f);
        p = FusedMultiplyAdd(p, x, Create(0.021030697971582413f));
        p = FusedMultiplyAdd(p, x, Create(-0.053840674459934235f));
        p = FusedMultiplyAdd(p, x, Create(0.13332442939281464f));
        p = FusedMultiplyAdd(p, x, Create(-0.3333331048488617f));
        return FusedMultiplyAdd(p, x, Create(-9.371161624471824e-10f));
    }

    /// <summary>erf(a)/a - 1 for x = a², a ≤ 1. Largest weighted error of the fit: 2^-29.39.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> ErfRemainder(Vector256<float> x)
    {
        Vector256<float> p = Create(7.806903886375949e-05f);
        p = FusedMultiplyAdd(p, x, Create(-0.0007997853099368513f));
        p = FusedMultiplyAdd(p, x, Create(0.005187162198126316f));
        p = FusedMultiplyAdd(p, x, Create(-0.026853347197175026f));
        p = FusedMultiplyAdd(p, x, Create(0.11283578723669052f));
        p = FusedMultiplyAdd(p, x, Create(-0.3761262595653534f));
        return FusedMultiplyAdd(p, x, Create(0.12837916612625122f));
    }

    /// <summary>-ln(erfc(x + 2.5)), -1.5 ≤ x ≤ 1.5. Largest weighted error of the fit: 2^-29.72.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> LogErfc(Vector256<float> x)
    {
        Vector256<float> p = Create(-0.00018532473768573254f);
        p = FusedMultiplyAdd(p, x, Create(0.00015795252693351358f));
        p = FusedMultiplyAdd(p, x, Create(-0.0024520093575119972f));
        p = FusedMultiplyAdd(p, x, Create(0.01072604302316904f));
        p = FusedMultiplyAdd(p, x, Create(0.9438913464546204f));
        p = FusedMultiplyAdd(p, x, Create(5.352695941925049f));
        return FusedMultiplyAdd(p, x, Create(7.806818008422852f));
    }
}
