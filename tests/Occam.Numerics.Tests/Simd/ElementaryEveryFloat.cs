using System.Runtime.CompilerServices;
using Occam.Numerics.Simd;

namespace Occam.Numerics.Tests.Simd;

/// <summary>
/// Where the errors in float that Elementary states come from: every argument, against the same function in double, whose own error
/// (held against mpmath by ElementaryTests) is a billionth of a float's unit. Minutes long, so it runs only when asked for:
/// Occam.Numerics.Tests -explicit only -class Occam.Numerics.Tests.Simd.ElementaryEveryFloat
/// </summary>
public class ElementaryEveryFloat
{
    private const int Batch = 4096;

    [Theory(Explicit = true)]
    [InlineData("Exp", 1.0)]
    [InlineData("Expm1", 1.4)]
    [InlineData("Log", 0.85)]
    [InlineData("Log1p", 0.85)]
    [InlineData("Tanh", 1.5)]
    [InlineData("Erf", 1.75)]
    [InlineData("Sigmoid", 2.45)]
    [InlineData("Softplus", 1.7)]
    public void Stays_within_the_stated_error(string name, double bound)
    {
        Apply<float> single = name switch
        {
            "Exp" => Elementary.Exp,
            "Expm1" => Elementary.Expm1,
            "Log" => Elementary.Log,
            "Log1p" => Elementary.Log1p,
            "Tanh" => Elementary.Tanh,
            "Erf" => Elementary.Erf,
            "Sigmoid" => Elementary.Sigmoid,
            _ => Elementary.Softplus,
        };
        Apply<double> reference = name switch
        {
            "Exp" => Elementary.Exp,
            "Expm1" => Elementary.Expm1,
            "Log" => Elementary.Log,
            "Log1p" => Elementary.Log1p,
            "Tanh" => Elementary.Tanh,
            "Erf" => Elementary.Erf,
            "Sigmoid" => Elementary.Sigmoid,
            _ => Elementary.Softplus,
        };
        (double error, float at) = Worst(single, reference);
        TestContext.Current.SendDiagnosticMessage($"{name}: {error:F4} ulp at {at:R}");
        Assert.True(error <= bound, $"{name}: {error:F4} ulp at {at:R}");
    }

    private delegate void Apply<T>(ReadOnlySpan<T> x, Span<T> y);

    private static (double Error, float At) Worst(Apply<float> single, Apply<double> reference)
    {
        float[] x = new float[Batch], y = new float[Batch];
        double[] wide = new double[Batch], exact = new double[Batch];
        (double Error, float At) worst = (-1, 0);
        for (long start = 0; start < 1L << 32; start += Batch)
        {
            for (int i = 0; i < Batch; i++) x[i] = BitConverter.UInt32BitsToSingle((uint)(start + i));
            VectorOperations.Widen(x, wide);
            single(x, y);
            reference(wide, exact);
            for (int i = 0; i < Batch; i++)
            {
                double error = Error(y[i], exact[i]);
                if (error > worst.Error) worst = (error, x[i]);
            }
        }

        return worst;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Error(float result, double exact)
    {
        if (result == exact || (float.IsNaN(result) && double.IsNaN(exact))) return 0;
        if (!float.IsFinite(result)) return result == (float)exact || Math.Abs(exact) > float.MaxValue ? 0 : double.PositiveInfinity;
        long exponent = Math.Max(((BitConverter.DoubleToInt64Bits(exact) >> 52) & 0x7FF) - 23, 1023 - 149);
        double error = Math.Abs(result - exact) / BitConverter.Int64BitsToDouble(exponent << 52);
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }
}
