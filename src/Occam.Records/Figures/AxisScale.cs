namespace Occam.Records.Figures;

/// <summary>How an axis spaces its numbers.</summary>
public enum AxisScale
{
    /// <summary>Equal differences are equally long.</summary>
    Linear,

    /// <summary>Equal ratios are equally long; numbers that are not positive leave a gap.</summary>
    Logarithmic,
}
