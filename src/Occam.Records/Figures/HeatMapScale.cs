namespace Occam.Records.Figures;

/// <summary>How the colours of a heat map follow its numbers. Both scales keep their order in grey and for colour-vision deficiencies.</summary>
public enum HeatMapScale
{
    /// <summary>From low to high (Viridis).</summary>
    Sequential,

    /// <summary>Away from zero to both sides: blue below, red above.</summary>
    Diverging,
}
