using System.Collections.Immutable;
using System.Globalization;

namespace Occam.Measures.Sharpness;

/// <summary>Projected ascent along the signs of the slope within a box, for both ε-sharpnesses of Keskar et al. 2017.</summary>
internal static class BoxAscent
{
    /// <summary>How many steps; step k goes 2/(k + 1) of the half width, so the first ends in the corner of the linear model.</summary>
    public const int Steps = 10;

    /// <summary>Both ε of the paper.</summary>
    public static ImmutableArray<double> Epsilons { get; } = [1e-3, 5e-4];

    /// <summary>The metric's name for one ε.</summary>
    public static string Name(string metric, double epsilon) => $"{metric}/epsilon-{Show(epsilon)}";

    /// <summary>ε in a name or a formula.</summary>
    public static string Show(double epsilon) => epsilon.ToString(CultureInfo.InvariantCulture);

    /// <summary>100 · (max L − L) / (1 + L).</summary>
    /// <param name="here">L at the centre.</param>
    /// <param name="slope">The gradient at the centre in the box's coordinates; overwritten.</param>
    /// <param name="look">Takes a place, each coordinate in units of its half width, overwrites the slope with that at the place, and returns the loss there.</param>
    public static double Rise(double here, double[] slope, Func<double[], double[], double> look)
    {
        double[] place = new double[slope.Length];
        double best = here;
        for (int step = 1; step <= Steps; step++)
        {
            for (int i = 0; i < place.Length; i++) place[i] = Math.Clamp(place[i] + (2.0 / (step + 1) * Sign(slope[i])), -1, 1);
            best = Math.Max(best, look(place, slope));
        }

        return 100 * (best - here) / (1 + here);
    }

    /// <summary>Where the loss overflows its slope has no sign; the loss that is not finite is the answer then.</summary>
    private static int Sign(double slope) => double.IsNaN(slope) ? 0 : Math.Sign(slope);
}
