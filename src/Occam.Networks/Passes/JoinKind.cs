namespace Occam.Networks.Passes;

/// <summary>How a node combines several inputs.</summary>
public enum JoinKind
{
    /// <summary>The sum of inputs of one shape.</summary>
    Add,

    /// <summary>The inputs' channels one after the other; heights and widths agree.</summary>
    Concatenate,
}
