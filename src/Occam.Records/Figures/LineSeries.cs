using Occam.Records.Figures.Plotly;

namespace Occam.Records.Figures;

/// <summary>A named row of points.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="X">Horizontal positions.</param>
/// <param name="Y">Vertical positions, as many; a value that is not finite leaves a gap.</param>
public sealed record LineSeries(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>Vertical positions, one for each horizontal one.</summary>
    public IReadOnlyList<double> Y { get; init => field = Lengths.Same(value, X.Count, "vertical positions", Name); } = Lengths.Same(Y, X.Count, "vertical positions", Name);

    /// <summary>Lower ends of the intervals, one for each point; drawn as a band when <see cref="High"/> is given too.</summary>
    public IReadOnlyList<double>? Low { get; init => field = Lengths.SameOrNone(value, X.Count, "lower ends", Name); }

    /// <summary>Upper ends of the intervals, one for each point.</summary>
    public IReadOnlyList<double>? High { get; init => field = Lengths.SameOrNone(value, X.Count, "upper ends", Name); }

    /// <summary>How it is drawn.</summary>
    public LineStyle Style { get; init; }

    /// <summary>Its colour; null takes the next one. Give the same role the same colour in every figure of a report.</summary>
    public PaletteColor? Color { get; init; }
}
