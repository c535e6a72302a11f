using System.Runtime.CompilerServices;

namespace Occam.Kernels.InfiniteWidth;

/// <summary>
/// The two expectations that an infinitely wide ReLU layer needs, of the cosine ρ of two inputs: κ₀(ρ) = (π − arccos ρ)/π and
/// κ₁(ρ) = (ρ(π − arccos ρ) + √(1 − ρ²))/π (Cho and Saul 2009). arccos a = √(1 − a)·p(a) on [0, 1] with a polynomial p, to 2e-8 in single and 3e-18 in
/// double precision before rounding; at ρ = 1 both are exact. tests/oracle/arccosine.py gives the coefficients.
/// </summary>
internal static class ArcCosine
{
    /// <summary>scale · κ₀ and scale · κ₁; what rounding has put outside of [−1, 1] counts as the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Evaluate<T, TVector>(TVector cosine, double scale, out TVector first)
        where T : unmanaged
        where TVector : struct, INumberVector<TVector, T>
    {
        TVector one = TVector.All(1), magnitude = TVector.Min(one, TVector.Abs(cosine)), root = TVector.Sqrt(one - magnitude) * TVector.All(scale / Math.PI);
        (TVector arc, TVector other) = typeof(T) == typeof(float) ? Single<T, TVector>(magnitude) : Double<T, TVector>(magnitude);
        TVector angle = root * arc, supplement = TVector.WhereAtLeast(cosine, TVector.All(0), TVector.All(scale) - angle, angle);
        first = TVector.MultiplyAdd(TVector.Min(one, cosine), supplement, root * other);
        return supplement;
    }

    /// <summary>arccos a over √(1 − a), and √(1 + a), which is a polynomial here, too: a root takes longer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector Arc, TVector Root) Single<T, TVector>(TVector a)
        where T : unmanaged
        where TVector : struct, INumberVector<TVector, T>
    {
        TVector t = a + a - TVector.All(1), arc = TVector.All(-9.664100415e-6), root = TVector.All(1.076520791e-5);
        arc = TVector.MultiplyAdd(arc, t, TVector.All(3.517762897e-5));
        root = TVector.MultiplyAdd(root, t, TVector.All(-3.994425181e-5));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(-0.0001161591164));
        root = TVector.MultiplyAdd(root, t, TVector.All(0.0001364523901));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(0.0004788123074));
        root = TVector.MultiplyAdd(root, t, TVector.All(-0.0005870730938));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(-0.00214949164));
        root = TVector.MultiplyAdd(root, t, TVector.All(0.002835444313));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(0.01102997435));
        root = TVector.MultiplyAdd(root, t, TVector.All(-0.01701107188));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(-0.0760160642));
        root = TVector.MultiplyAdd(root, t, TVector.All(0.2041241159));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(1.480960958));
        root = TVector.MultiplyAdd(root, t, TVector.All(1.224744894));
        return (arc, root);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector Arc, TVector Root) Double<T, TVector>(TVector a)
        where T : unmanaged
        where TVector : struct, INumberVector<TVector, T>
    {
        TVector t = a + a - TVector.All(1), arc = TVector.All(-5.94618224163977951e-12);
        arc = TVector.MultiplyAdd(arc, t, TVector.All(1.87739092530377685e-11));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(-3.12989292719001972e-11));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(1.05322060783190884e-10));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(-4.11922516605316442e-10));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(1.36260973043084652e-9));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(-4.48172199222429923e-9));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(1.51277912444908738e-8));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(-5.16105598647724213e-8));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(1.77975743399832363e-7));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(-6.2253190429070267e-7));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(2.21601894334275856e-6));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(-8.06353972602041564e-6));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(0.0000301871701498546877));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(-0.000117412504140977681));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(0.000482054100561083825));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(-0.0021491358590150309));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(0.0110293133179791254));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(-0.0760160912346649798));
        arc = TVector.MultiplyAdd(arc, t, TVector.All(1.48096097938612208));
        return (arc, TVector.Sqrt(TVector.All(1) + a));
    }
}
