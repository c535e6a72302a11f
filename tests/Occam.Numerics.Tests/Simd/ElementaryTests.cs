using Occam.Numerics.Random;
using Occam.Numerics.Simd;
using Occam.Numerics.Statistics;

namespace Occam.Numerics.Tests.Simd;

public class ElementaryTests
{
    private static readonly Dictionary<string, (Func<float, float> Single, Func<double, double> Double)> Functions = new()
    {
        ["Exp"] = (Elementary.Exp, Elementary.Exp),
        ["Expm1"] = (Elementary.Expm1, Elementary.Expm1),
        ["Log"] = (Elementary.Log, Elementary.Log),
        ["Log1p"] = (Elementary.Log1p, Elementary.Log1p),
        ["Tanh"] = (Elementary.Tanh, Elementary.Tanh),
        ["Erf"] = (Elementary.Erf, Elementary.Erf),
        ["Sigmoid"] = (Elementary.Sigmoid, Elementary.Sigmoid),
        ["Softplus"] = (Elementary.Softplus, Elementary.Softplus),
    };

    /// <summary>The bounds are those of the documentation of Elementary.</summary>
    [Theory]
    [InlineData("Exp", 1.0, 1.05)]
    [InlineData("Expm1", 1.4, 1.4)]
    [InlineData("Log", 0.85, 0.8)]
    [InlineData("Log1p", 0.85, 0.8)]
    [InlineData("Tanh", 1.5, 1.4)]
    [InlineData("Erf", 1.75, 2.7)]
    [InlineData("Sigmoid", 2.45, 1.9)]
    [InlineData("Softplus", 1.7, 1.4)]
    public void Stays_within_the_stated_error_of_mpmath(string name, double singleBound, double doubleBound)
    {
        (double single, double singleAt) = Worst(name + "Single", x => Functions[name].Single((float)x), single: true);
        (double twice, double twiceAt) = Worst(name + "Double", x => Functions[name].Double(x), single: false);
        TestContext.Current.SendDiagnosticMessage($"{name}: {single:F3} ulp at {singleAt:R} in float, {twice:F3} at {twiceAt:R} in double");
        Assert.True(single <= singleBound, $"{name} in float: {single:F3} ulp at {singleAt:R}");
        Assert.True(twice <= doubleBound, $"{name} in double: {twice:F3} ulp at {twiceAt:R}");
    }

    private static (double Error, double At) Worst(string name, Func<double, double> function, bool single)
    {
        (double Error, double At) worst = (-1, double.NaN);
        foreach ((double x, double head, double tail) in Ulps.Reference(name))
        {
            double error = Ulps.Error(function(x), head, tail, single);
            if (!(error <= worst.Error)) worst = (error, x);
        }

        return worst;
    }

    [Fact]
    public void Special_values_are_those_of_the_functions()
    {
        const double Infinity = double.PositiveInfinity;
        (string Name, double X, double Y)[] cases =
        [
            ("Exp", Infinity, Infinity), ("Exp", -Infinity, 0.0), ("Exp", -0.0, 1), ("Exp", 1e30, Infinity), ("Exp", -1e30, 0.0),
            ("Expm1", Infinity, Infinity), ("Expm1", -Infinity, -1), ("Expm1", -0.0, -0.0), ("Expm1", 0.0, 0.0), ("Expm1", -1e30, -1),
            ("Log", Infinity, Infinity), ("Log", 0.0, -Infinity), ("Log", -0.0, -Infinity), ("Log", -1, double.NaN), ("Log", -Infinity, double.NaN), ("Log", 1, 0.0),
            ("Log1p", Infinity, Infinity), ("Log1p", -1, -Infinity), ("Log1p", -1.5, double.NaN), ("Log1p", -Infinity, double.NaN), ("Log1p", -0.0, -0.0), ("Log1p", 0.0, 0.0),
            ("Tanh", Infinity, 1), ("Tanh", -Infinity, -1), ("Tanh", -0.0, -0.0), ("Tanh", 0.0, 0.0), ("Tanh", 1e30, 1),
            ("Erf", Infinity, 1), ("Erf", -Infinity, -1), ("Erf", -0.0, -0.0), ("Erf", 0.0, 0.0), ("Erf", -1e30, -1),
            ("Sigmoid", Infinity, 1), ("Sigmoid", -Infinity, 0.0), ("Sigmoid", 0.0, 0.5), ("Sigmoid", -0.0, 0.5),
            ("Softplus", Infinity, Infinity), ("Softplus", -Infinity, 0.0), ("Softplus", 1e30, 1e30),
        ];
        foreach ((string name, double x, double y) in cases)
        {
            Assert.Equal(BitsOrNaN(y), BitsOrNaN(Functions[name].Double(x)));
            Assert.Equal(BitsOrNaN((float)y), BitsOrNaN(Functions[name].Single((float)x)));
        }

        foreach ((Func<float, float> single, Func<double, double> twice) in Functions.Values)
            Assert.True(float.IsNaN(single(float.NaN)) && double.IsNaN(twice(double.NaN)));
    }

    [Fact]
    public void Odd_functions_are_odd_to_the_bit()
    {
        for (double x = 1e-310; x < 40; x = (x * 1.9) + 1e-20)
        {
            Assert.Equal(-Elementary.Tanh(x), Elementary.Tanh(-x));
            Assert.Equal(-Elementary.Erf((float)x), Elementary.Erf(-(float)x));
        }
    }

    [Fact]
    public void A_span_of_any_length_has_the_bits_of_its_numbers()
    {
        for (int n = 0; n <= 40; n++)
        {
            float[] x = [.. Enumerable.Range(0, n).Select(i => (float)Math.Cos(i * 1.7) * 3)], y = new float[n];
            Elementary.Softplus<float>(x, y);
            Assert.Equal(x.Select(Elementary.Softplus), y);
            double[] wide = [.. x.Select(v => (double)v)];
            double[] expected = [.. wide.Select(Elementary.Tanh)];
            Elementary.Tanh<double>(wide, wide);
            Assert.Equal(expected, wide);
        }

        Assert.Throws<ArgumentException>(() => Elementary.Exp<float>(new float[3], new float[4]));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] x = new float[37], y = new float[37];
        double[] draws = new double[37];
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Run()
        {
            Elementary.Erf<float>(x, y);
            VectorOperations.AddScaled(Elementary.Softplus(0.5f), x, y);
            new Seed(1).Normals(draws, Reductions.Dot<float>(x, y), 1.0);
            new Seed(2).Uniforms(y, 0f, Reductions.MaximumMagnitude<float>(y));
            Quantiles.Median(draws);
        }
    }

    private static long BitsOrNaN(double value) => double.IsNaN(value) ? long.MaxValue : BitConverter.DoubleToInt64Bits(value);
}
