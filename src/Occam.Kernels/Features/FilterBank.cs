namespace Occam.Kernels.Features;

/// <summary>Square filters of one size.</summary>
/// <param name="Weights">[count, channels, side, side]; the same for every channel where a filter reads grey values.</param>
/// <param name="Count">How many filters.</param>
/// <param name="Channels">Channels that each reads.</param>
/// <param name="Side">Rows and columns of each.</param>
public sealed record FilterBank(float[] Weights, int Count, int Channels, int Side)
{
    /// <summary>Sets the mean of a filter to 0 and its length to 1, so that an even patch gives 0 and all filters weigh alike.</summary>
    internal static void Normalize(Span<double> filter)
    {
        double mean = 0, square = 0;
        foreach (double value in filter) mean += value / filter.Length;
        foreach (ref double value in filter) value -= mean;
        foreach (double value in filter) square += value * value;
        if (square == 0) return;
        double length = Math.Sqrt(square);
        foreach (ref double value in filter) value /= length;
    }
}
