namespace Occam.Records.Figures;

/// <summary>How a series is drawn.</summary>
public enum LineStyle
{
    /// <summary>Joined points.</summary>
    Line,

    /// <summary>Points that are not joined.</summary>
    Points,

    /// <summary>Joined points with a mark on each.</summary>
    LineAndPoints,
}
