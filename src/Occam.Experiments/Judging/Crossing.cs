namespace Occam.Experiments.Judging;

/// <summary>Where a curve crosses a level: between two observations.</summary>
/// <param name="Before">The last observation below the level.</param>
/// <param name="After">The first observation at or above it.</param>
/// <param name="Fraction">How far from the first to the second, 0 to 1.</param>
public readonly record struct Crossing(int Before, int After, double Fraction)
{
    /// <summary>Linear interpolation of values given at every observation.</summary>
    public double Of(double[] values) => values[Before] + (Fraction * (values[After] - values[Before]));
}
