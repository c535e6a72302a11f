// Written by tests/Occam.Numerics.Tests/Simd/generate_elementary.py polynomials.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector256;

namespace Occam.Numerics.Simd;

/// <summary>Minimax polynomials with double coefficients, one fused multiply-add a coefficient, highest first.</summary>
internal static class DoublePolynomials
{
    /// <summary>(exp(x) - 1 - x) / x², |x| ≤ ln(2)/2. Largest weighted error of the fit: 2^-59.74.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> ExpRemainder(Vector256<double> x)
    {
        Vector256<double> p = Create(2.0921589006149914e-09);
        p = FusedMultiplyAdd(p, x, Create(2.510521761002638e-08));
        p = FusedMultiplyAdd(p, x, Create(2.755725291135471e-07));
        p = FusedMultiplyAdd(p, x, Create(2.7557255398566312e-06));
        p = FusedMultiplyAdd(p, x, Create(2.48015873473438e-05));
        p = FusedMultiplyAdd(p, x, Create(0.0001984126987482211));
        p = FusedMultiplyAdd(p, x, Create(0.0013888888888874394));
        p = FusedMultiplyAdd(p, x, Create(0.008333333333326134));
        p = FusedMultiplyAdd(p, x, Create(0.041666666666666685));
        p = FusedMultiplyAdd(p, x, Create(0.1666666666666667));
        return FusedMultiplyAdd(p, x, Create(0.5));
    }

    /// <summary>(2 artanh(s) - 2s) / s³ for x = s², s ≤ (√2 - 1)/(√2 + 1). Largest weighted error of the fit: 2^-59.49.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> LogRemainder(Vector256<double> x)
    {
        Vector256<double> p = Create(0.14795748008283244);
        p = FusedMultiplyAdd(p, x, Create(0.15314074544665884));
        p = FusedMultiplyAdd(p, x, Create(0.18183563202918457));
        p = FusedMultiplyAdd(p, x, Create(0.22222198599415843));
        p = FusedMultiplyAdd(p, x, Create(0.28571428742069904));
        p = FusedMultiplyAdd(p, x, Create(0.3999999999941653));
        return FusedMultiplyAdd(p, x, Create(0.6666666666666734));
    }

    /// <summary>tanh(a)/a - 1 for x = a², a ≤ 0.55. Largest weighted error of the fit: 2^-55.55.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> TanhRemainder(Vector256<double> x)
    {
        Vector256<double> p = Create(5.0840878419408265e-05);
        p = FusedMultiplyAdd(p, x, Create(-0.0002100175222861354));
        p = FusedMultiplyAdd(p, x, Create(0.0005789445115694192));
        p = FusedMultiplyAdd(p, x, Create(-0.0014531439941752786));
        p = FusedMultiplyAdd(p, x, Create(0.0035917028490678846));
        p = FusedMultiplyAdd(p, x, Create(-0.008863192043657637));
        p = FusedMultiplyAdd(p, x, Create(0.02186948575002577));
        p = FusedMultiplyAdd(p, x, Create(-0.05396825386377569));
        p = FusedMultiplyAdd(p, x, Create(0.1333333333313192));
        p = FusedMultiplyAdd(p, x, Create(-0.33333333333331816));
        return FusedMultiplyAdd(p, x, Create(-1.8930519273768906e-17));
    }

    /// <summary>erf(a)/a - 1 for x = a², a ≤ 1. Largest weighted error of the fit: 2^-56.03.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> ErfRemainder(Vector256<double> x)
    {
        Vector256<double> p = Create(-7.607823224458263e-10);
        p = FusedMultiplyAdd(p, x, Create(1.361670493788042e-08));
        p = FusedMultiplyAdd(p, x, Create(-1.6183992370766435e-07));
        p = FusedMultiplyAdd(p, x, Create(1.6444150703158773e-06));
        p = FusedMultiplyAdd(p, x, Create(-1.4924465647965844e-05));
        p = FusedMultiplyAdd(p, x, Create(0.00012055280496857696));
        p = FusedMultiplyAdd(p, x, Create(-0.0008548325485003903));
        p = FusedMultiplyAdd(p, x, Create(0.005223977596735921));
        p = FusedMultiplyAdd(p, x, Create(-0.02686617064195914));
        p = FusedMultiplyAdd(p, x, Create(0.1128379167093695));
        p = FusedMultiplyAdd(p, x, Create(-0.37612638903183343));
        return FusedMultiplyAdd(p, x, Create(0.12837916709551256));
    }

    /// <summary>-ln(erfc(x + 3.5)), -2.5 ≤ x ≤ 2.5. Largest weighted error of the fit: 2^-55.9.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> LogErfc(Vector256<double> x)
    {
        Vector256<double> p = Create(4.828840924801809e-12);
        p = FusedMultiplyAdd(p, x, Create(8.664281782671553e-11));
        p = FusedMultiplyAdd(p, x, Create(6.73276883497659e-10));
        p = FusedMultiplyAdd(p, x, Create(3.0938620441782864e-09));
        p = FusedMultiplyAdd(p, x, Create(8.8742162608666e-09));
        p = FusedMultiplyAdd(p, x, Create(1.6072445583925515e-08));
        p = FusedMultiplyAdd(p, x, Create(1.561150471105259e-08));
        p = FusedMultiplyAdd(p, x, Create(-1.373037451703475e-08));
        p = FusedMultiplyAdd(p, x, Create(4.8669636491410825e-08));
        p = FusedMultiplyAdd(p, x, Create(-6.27854028250141e-07));
        p = FusedMultiplyAdd(p, x, Create(3.865735815297195e-06));
        p = FusedMultiplyAdd(p, x, Create(-2.43845503604321e-05));
        p = FusedMultiplyAdd(p, x, Create(0.00014730889058828668));
        p = FusedMultiplyAdd(p, x, Create(-0.0008736810494871742));
        p = FusedMultiplyAdd(p, x, Create(0.00522565923058081));
        p = FusedMultiplyAdd(p, x, Create(0.9667530544667263));
        p = FusedMultiplyAdd(p, x, Create(7.266099588258855));
        return FusedMultiplyAdd(p, x, Create(14.112437402141131));
    }

    /// <summary>sin(2πt)/t for x = t², t ≤ 1/8. Largest weighted error of the fit: 2^-54.44.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> SineOfTurns(Vector256<double> x)
    {
        Vector256<double> p = Create(3.7467852154387);
        p = FusedMultiplyAdd(p, x, Create(-15.092215958876967));
        p = FusedMultiplyAdd(p, x, Create(42.05865730655942));
        p = FusedMultiplyAdd(p, x, Create(-76.70585948182736));
        p = FusedMultiplyAdd(p, x, Create(81.60524927514318));
        p = FusedMultiplyAdd(p, x, Create(-41.341702240398575));
        return FusedMultiplyAdd(p, x, Create(6.283185307179586));
    }

    /// <summary>(cos(2πt) - 1)/t² for x = t², t ≤ 1/8. Largest weighted error of the fit: 2^-61.52.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> CosineOfTurns(Vector256<double> x)
    {
        Vector256<double> p = Create(-1.6872297556787144);
        p = FusedMultiplyAdd(p, x, Create(7.902577351544522));
        p = FusedMultiplyAdd(p, x, Create(-26.426240178988706));
        p = FusedMultiplyAdd(p, x, Create(60.244641219098845));
        p = FusedMultiplyAdd(p, x, Create(-85.45681720595773));
        p = FusedMultiplyAdd(p, x, Create(64.93939402266663));
        return FusedMultiplyAdd(p, x, Create(-19.739208802178716));
    }
}
