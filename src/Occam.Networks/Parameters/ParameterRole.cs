namespace Occam.Networks.Parameters;

/// <summary>What a block of parameters does in its layer.</summary>
public enum ParameterRole
{
    /// <summary>Multiplies the input: drawn at random.</summary>
    Weight,

    /// <summary>Added to the output: starts at zero.</summary>
    Bias,

    /// <summary>Scales a normalized value: starts at one.</summary>
    Gain,
}
