using Occam.Numerics.Errors;

namespace Occam.Measures.Landscape;

/// <summary>Equally spaced positions along a direction.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
/// <param name="Points">How many, at least two; an odd number has the middle among them.</param>
public sealed record LandscapeAxis(double From, double To, int Points)
{
    /// <summary>The standard line: −1 to 1 in 51 points.</summary>
    public static LandscapeAxis Line { get; } = new(-1, 1, 51);

    /// <summary>The positions, ascending.</summary>
    /// <exception cref="InputException">There are fewer than two points, or the ends are not finite and in order.</exception>
    public double[] Positions()
    {
        if (Points < 2 || !double.IsFinite(From) || !double.IsFinite(To) || From >= To)
            throw new InputException("Landscape axis", "finite ends in ascending order and at least two points", $"{From:R} to {To:R} in {Points} points", "−1 to 1 in 51 points is usual.");
        double[] positions = new double[Points];
        // From both ends, so that −1 … 1 is symmetric to the bit and its middle is 0.
        for (int i = 0; i < Points; i++) positions[i] = ((From * (Points - 1 - i)) + (To * i)) / (Points - 1);
        return positions;
    }
}
