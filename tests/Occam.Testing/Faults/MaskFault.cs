namespace Occam.Testing.Faults;

/// <summary>What is wrong with a <see cref="FaultyMask{T}"/>.</summary>
public enum MaskFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The mask of the first forward pass is kept for ever.</summary>
    StaleSaved,

    /// <summary>The constant is added to a tangent as well.</summary>
    ConstantInTangent,

    /// <summary>The input's cotangent always overwrites.</summary>
    AccumulationIgnored,
}
