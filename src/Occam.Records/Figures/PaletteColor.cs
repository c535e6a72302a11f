namespace Occam.Records.Figures;

/// <summary>The colours of Okabe and Ito, which people with the common colour-vision deficiencies tell apart; black is left out because it would vanish on a dark page.</summary>
public enum PaletteColor
{
    /// <summary>#0072B2.</summary>
    Blue,

    /// <summary>#D55E00.</summary>
    Vermillion,

    /// <summary>#009E73.</summary>
    Green,

    /// <summary>#E69F00.</summary>
    Orange,

    /// <summary>#CC79A7.</summary>
    Purple,

    /// <summary>#56B4E9.</summary>
    SkyBlue,

    /// <summary>#F0E442.</summary>
    Yellow,

    /// <summary>#888888, for what is context and not a result.</summary>
    Grey,
}
