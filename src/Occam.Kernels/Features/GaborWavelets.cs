using Occam.Numerics.Simd;

namespace Occam.Kernels.Features;

/// <summary>
/// Gabor wavelets: a wave under a Gaussian, g(x, y) = exp(−(u² + v²/4)/(2σ²))·cos(2πu/(2σ) + φ), u = x cos θ + y sin θ, v = −x sin θ + y cos θ, with
/// mean 0 and length 1. Source: Daugman 1985, J. Opt. Soc. Am. A 2(7); the ratio of wavelength and width, 2, is usual.
/// </summary>
public static class GaborWavelets
{
    /// <summary>Phases of each: φ = 0, ¼, ½ and ¾ of a turn, so that both signs of both waves survive rectification.</summary>
    public const int Phases = 4;

    private static readonly double[] Widths = [1.5, 2.5, 3.5, 5, 7];

    /// <summary>The most scales there are: σ = 1.5, 2.5, 3.5, 5 and 7 pixels.</summary>
    public static int MostScales => Widths.Length;

    /// <summary>Every scale with every orientation and phase, in this order.</summary>
    /// <param name="scales">How many of the widths, from the smallest on.</param>
    /// <param name="orientations">θ = 0, π/orientations, ….</param>
    /// <param name="channels">Channels of the images; each reads their mean.</param>
    public static FilterBank Filters(int scales, int orientations, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scales, MostScales);
        int side = Side(scales), area = side * side, count = scales * orientations * Phases;
        float[] weights = new float[checked(count * channels * area)];
        double[] filter = new double[area];
        for (int f = 0; f < count; f++)
        {
            Fill(filter, side, Widths[f / Phases / orientations], f / Phases % orientations / (2.0 * orientations), f % Phases / (double)Phases);
            FilterBank.Normalize(filter);
            for (int at = 0; at < channels * area; at++) weights[(f * channels * area) + at] = (float)(filter[at % area] / channels);
        }

        return new FilterBank(weights, count, channels, side);
    }

    /// <summary>
    /// Rows and columns: about three widths of the largest, and odd. That cuts the largest wavelets: at the edge their Gaussian is still near 0.36 along the wave and near 0.77 across it,
    /// so that they are waves in a square window more than whole wavelets; whole ones would be as large as the images.
    /// </summary>
    public static int Side(int scales) => (2 * (int)Math.Round(1.5 * Widths[scales - 1], MidpointRounding.AwayFromZero)) + 1;

    /// <summary>Angles in turns.</summary>
    private static void Fill(Span<double> filter, int side, double width, double direction, double phase)
    {
        double cosine = Turns.Cosine(direction), sine = Turns.Cosine(direction - 0.25);
        for (int at = 0; at < filter.Length; at++)
        {
            double x = (at % side) - ((side - 1) / 2.0), y = (at / side) - ((side - 1) / 2.0);
            double u = (x * cosine) + (y * sine), v = (y * cosine) - (x * sine);
            filter[at] = Elementary.Exp(-((u * u) + (v * v / 4)) / (2 * width * width)) * Turns.Cosine((u / (2 * width)) + phase);
        }
    }
}
