namespace Occam.Networks.Interpolation;

/// <summary>How the closed form is chosen among those that there are.</summary>
/// <param name="Draws">Random directions to choose from: the one whose matrix has the smallest condition number is taken. At least 1.</param>
/// <param name="Fraction">Where the thresholds stand, see <see cref="Numerics.Dense.HingeSystem"/>: 1 is the point before, ½ midway.</param>
public sealed record InterpolationSettings(int Draws = 16, double Fraction = 1);
