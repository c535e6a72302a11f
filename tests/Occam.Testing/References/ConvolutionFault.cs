namespace Occam.Testing.References;

/// <summary>What is wrong with a <see cref="NaiveConvolution{T}"/>.</summary>
public enum ConvolutionFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The input's cotangent is computed as if the padding were one less.</summary>
    AdjointPaddingOffByOne,

    /// <summary>An example's norm is Σ_s ‖U_s‖²‖V_s‖²: the products of different sites are forgotten.</summary>
    NormsWithoutCrossSiteTerms,
}
