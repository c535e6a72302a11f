namespace Occam.Testing;

/// <summary>
/// Five-point central differences: (f(−2h) − 8 f(−h) + 8 f(h) − f(2h)) / 12h. The truncation error is h⁴·|f⁗⁗′|/30 and the rounding error about
/// 1e-16·|f|/h: with h = 1e-4 both lie below 1e-11 for functions of ordinary size, four digits under the tightest tolerance that uses them.
/// </summary>
public static class FiniteDifference
{
    /// <summary>The step: small enough that ReLUs whose input is not within <see cref="Derivatives.CheckOptions.KinkMargin"/> of a kink stay on their side.</summary>
    public const double Step = 1e-4;

    /// <summary>The derivative at 0 of a number.</summary>
    public static double Of(Func<double, double> function, double step = Step) =>
        ((function(-2 * step) - function(2 * step)) + (8 * (function(step) - function(-step)))) / (12 * step);

    /// <summary>The derivative at 0 of a vector.</summary>
    public static double[] Of(Func<double, double[]> function, double step = Step)
    {
        double[] near = function(step), nearBack = function(-step), far = function(2 * step), farBack = function(-2 * step);
        double[] derivative = new double[near.Length];
        for (int i = 0; i < derivative.Length; i++)
            derivative[i] = ((farBack[i] - far[i]) + (8 * (near[i] - nearBack[i]))) / (12 * step);
        return derivative;
    }
}
