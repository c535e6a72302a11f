using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Occam.Numerics.Simd;

namespace Occam.Kernels.InfiniteWidth;

/// <summary>
/// The two expectations that an infinitely wide ReLU layer needs, of the cosine ρ of two inputs: κ₀(ρ) = (π − arccos ρ)/π and
/// κ₁(ρ) = (ρ(π − arccos ρ) + √(1 − ρ²))/π (Cho and Saul 2009). arccos a = √(1 − a)·p(a) on [0, 1] with a polynomial p, to 2e-8 in single and 3e-18 in
/// double precision before rounding; at ρ = 1 both are exact. tests/oracle/arccosine.py gives the coefficients.
/// </summary>
internal static class ArcCosine
{
    private static readonly double[] s_double =
    [
        -5.94618224163977951e-12, 1.87739092530377685e-11, -3.12989292719001972e-11, 1.05322060783190884e-10, -4.11922516605316442e-10, 1.36260973043084652e-9, -4.48172199222429923e-9,
        1.51277912444908738e-8, -5.16105598647724213e-8, 1.77975743399832363e-7, -6.2253190429070267e-7, 2.21601894334275856e-6, -8.06353972602041564e-6, 0.0000301871701498546877,
        -0.000117412504140977681, 0.000482054100561083825, -0.0021491358590150309, 0.0110293133179791254, -0.0760160912346649798, 1.48096097938612208,
    ];

    /// <summary>κ₀ and κ₁; what rounding has put outside of [−1, 1] counts as the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Evaluate<T>(Vector256<T> cosine, out Vector256<T> first)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<T> one = Vector256<T>.One, inverse = Vector256.Create(T.One / T.Pi);
        Vector256<T> magnitude = Vector256.Min(Vector256.Abs(cosine), one), root = Vector256.Sqrt(one - magnitude) * inverse;
        (Vector256<T> arc, Vector256<T> other) = typeof(T) == typeof(float) ? Single(magnitude) : Double(magnitude);
        Vector256<T> angle = root * arc, supplement = Vector256.ConditionalSelect(Vector256.LessThan(cosine, Vector256<T>.Zero), angle, one - angle);
        first = Lanes.FusedMultiplyAdd(Vector256.Min(cosine, one), supplement, root * other);
        return supplement;
    }

    /// <summary>arccos a over √(1 − a), and √(1 + a), which is a polynomial here, too: a root takes longer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<T> Arc, Vector256<T> Root) Single<T>(Vector256<T> magnitude)
        where T : unmanaged
    {
        Vector256<float> a = magnitude.AsSingle(), t = a + a - Vector256<float>.One;
        Vector256<float> arc = Vector256.Create(-9.664100415e-6f), root = Vector256.Create(1.076520791e-5f);
        arc = Vector256.FusedMultiplyAdd(arc, t, Vector256.Create(3.517762897e-5f));
        root = Vector256.FusedMultiplyAdd(root, t, Vector256.Create(-3.994425181e-5f));
        arc = Vector256.FusedMultiplyAdd(arc, t, Vector256.Create(-0.0001161591164f));
        root = Vector256.FusedMultiplyAdd(root, t, Vector256.Create(0.0001364523901f));
        arc = Vector256.FusedMultiplyAdd(arc, t, Vector256.Create(0.0004788123074f));
        root = Vector256.FusedMultiplyAdd(root, t, Vector256.Create(-0.0005870730938f));
        arc = Vector256.FusedMultiplyAdd(arc, t, Vector256.Create(-0.00214949164f));
        root = Vector256.FusedMultiplyAdd(root, t, Vector256.Create(0.002835444313f));
        arc = Vector256.FusedMultiplyAdd(arc, t, Vector256.Create(0.01102997435f));
        root = Vector256.FusedMultiplyAdd(root, t, Vector256.Create(-0.01701107188f));
        arc = Vector256.FusedMultiplyAdd(arc, t, Vector256.Create(-0.0760160642f));
        root = Vector256.FusedMultiplyAdd(root, t, Vector256.Create(0.2041241159f));
        arc = Vector256.FusedMultiplyAdd(arc, t, Vector256.Create(1.480960958f));
        root = Vector256.FusedMultiplyAdd(root, t, Vector256.Create(1.224744894f));
        return (arc.As<float, T>(), root.As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<T> Arc, Vector256<T> Root) Double<T>(Vector256<T> magnitude)
        where T : unmanaged
    {
        Vector256<double> a = magnitude.AsDouble(), t = a + a - Vector256<double>.One, arc = Vector256.Create(s_double[0]);
        for (int i = 1; i < s_double.Length; i++) arc = Vector256.FusedMultiplyAdd(arc, t, Vector256.Create(s_double[i]));
        return (arc.As<double, T>(), Vector256.Sqrt(Vector256<double>.One + a).As<double, T>());
    }
}
