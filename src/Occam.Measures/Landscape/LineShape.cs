namespace Occam.Measures.Landscape;

/// <summary>Numbers that say what a line through a landscape looks like.</summary>
public static class LineShape
{
    /// <summary>
    /// Σ max(0, −Δ²L) / Σ |Δ²L| over the interior points, Δ² being the second difference of equally spaced values: 0 for a convex line, 1 for a concave
    /// one; 0 for a straight one. NaN where a value is not finite.
    /// </summary>
    public static double NonConvexity(ReadOnlySpan<double> losses)
    {
        (double negative, double all) = (0, 0);
        for (int i = 1; i + 1 < losses.Length; i++)
        {
            double second = losses[i - 1] - (2 * losses[i]) + losses[i + 1];
            (negative, all) = (negative + Math.Max(0, -second), all + Math.Abs(second));
        }

        return all == 0 ? 0 : negative / all;
    }

    /// <summary>The mean of L(a) − L(centre) over the other positions within a distance of the centre, in nats: how sharp the minimum looks there.</summary>
    /// <param name="positions">Ascending.</param>
    /// <param name="losses">One for each position.</param>
    /// <param name="centre">One of the positions.</param>
    /// <param name="radius">The largest distance that counts.</param>
    /// <returns>The mean; NaN where no position counts.</returns>
    public static double Rise(ReadOnlySpan<double> positions, ReadOnlySpan<double> losses, double centre, double radius)
    {
        int middle = 0, counted = 0;
        for (int i = 1; i < positions.Length; i++)
        {
            if (Math.Abs(positions[i] - centre) < Math.Abs(positions[middle] - centre)) middle = i;
        }

        // Rounding must not decide whether a position at the very edge counts.
        double sum = 0, edge = radius * (1 + 1e-9);
        for (int i = 0; i < positions.Length; i++)
        {
            if (i == middle || Math.Abs(positions[i] - centre) > edge) continue;
            sum += losses[i] - losses[middle];
            counted++;
        }

        return sum / counted;
    }
}
