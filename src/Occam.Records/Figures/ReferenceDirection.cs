namespace Occam.Records.Figures;

/// <summary>Which way a reference line runs.</summary>
public enum ReferenceDirection
{
    /// <summary>At a height, from left to right.</summary>
    Horizontal,

    /// <summary>At a horizontal position, from bottom to top.</summary>
    Vertical,
}
