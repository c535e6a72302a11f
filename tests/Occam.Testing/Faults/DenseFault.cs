namespace Occam.Testing.Faults;

/// <summary>What is wrong with a <see cref="FaultyDense{T}"/>.</summary>
public enum DenseFault
{
    /// <summary>Nothing: shows that the kit accepts the layer when the fault is out.</summary>
    None,

    /// <summary>The bias is added to a tangent of the input too.</summary>
    BiasInTangent,

    /// <summary>The same slip in the second-order pass: the bias's gradient is added again with the input's tangent.</summary>
    BiasInSecondOrder,

    /// <summary>The input's cotangent has the wrong sign.</summary>
    AdjointSign,

    /// <summary>The input's cotangent is multiplied by the weight instead of its transpose (a square layer).</summary>
    AdjointTransposed,

    /// <summary>The weight's gradient is transposed (a square layer).</summary>
    GradientTransposed,

    /// <summary>The input's cotangent overwrites what another reader of the same input left there.</summary>
    AccumulationIgnored,

    /// <summary>The gradient is added to what the destination held before.</summary>
    GradientNotOverwritten,

    /// <summary>The inner products with a direction are taken with the parameters instead.</summary>
    DotsIgnoreDirection,

    /// <summary>Asking for norms changes the last bit of a gradient.</summary>
    NormsChangeGradient,

    /// <summary>The squared norm of the weight's gradient forgets the square of the cotangent's norm.</summary>
    NormNotSquared,

    /// <summary>An example's output depends on its neighbour and the layer does not say so.</summary>
    HiddenCoupling,

    /// <summary>The column of ones is missing from the gradient factors.</summary>
    FactorsWithoutBias,

    /// <summary>The gradient factors of a later chunk are those of the first examples.</summary>
    FactorsFromFirstExample,

    /// <summary>A constant is written with single precision's digits in one pass only.</summary>
    PrecisionDependent,
}
