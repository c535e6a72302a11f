using Occam.Numerics.Simd;

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
    [InlineData("Exp", 1.0, 1.0)]
    [InlineData("Expm1", 1.0, 1.0)]
    [InlineData("Log", 1.0, 1.0)]
    [InlineData("Log1p", 1.0, 1.0)]
    [InlineData("Tanh", 2.0, 2.0)]
    [InlineData("Erf", 1.0, 1.0)]
    [InlineData("Sigmoid", 2.5, 2.5)]
    [InlineData("Softplus", 2.5, 2.5)]
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
}
