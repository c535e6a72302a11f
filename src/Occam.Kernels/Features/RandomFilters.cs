using Occam.Numerics.Random;

namespace Occam.Kernels.Features;

/// <summary>Filters of independent normal draws, with mean 0 and length 1.</summary>
public static class RandomFilters
{
    /// <summary>Draws filters; the first k of a larger draw are those of a smaller one.</summary>
    /// <param name="seed">The place in the run's randomness.</param>
    /// <param name="count">How many.</param>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="side">Rows and columns; at least 2.</param>
    public static FilterBank Draw(Seed seed, int count, int channels, int side)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 2);
        int length = checked(channels * side * side);
        float[] weights = new float[checked(count * length)];
        double[] filter = new double[length];
        for (int f = 0; f < count; f++)
        {
            seed.Derive(f).Normals<double>(filter, 0, 1);
            FilterBank.Normalize(filter);
            for (int i = 0; i < length; i++) weights[(f * length) + i] = (float)filter[i];
        }

        return new FilterBank(weights, count, channels, side);
    }
}
