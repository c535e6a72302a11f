namespace Occam.Records.Figures;

/// <summary>A named bar in each category.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Values">One length for each category; a value that is not finite leaves a gap.</param>
public sealed record BarSeries(string Name, IReadOnlyList<double> Values)
{
    /// <summary>Lower ends of the intervals, one for each bar; drawn when <see cref="High"/> is given too.</summary>
    public IReadOnlyList<double>? Low { get; init; }

    /// <summary>Upper ends of the intervals, one for each bar.</summary>
    public IReadOnlyList<double>? High { get; init; }

    /// <summary>Its colour; null takes the next one.</summary>
    public PaletteColor? Color { get; init; }
}
