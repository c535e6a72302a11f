namespace Occam.Networks.Layers;

/// <summary>What a normalization does to each of its sets.</summary>
internal enum NormalizationPass
{
    /// <summary>y = (x − μ)·r.</summary>
    Value,

    /// <summary>J·v; J is symmetric, so this is both the tangent and the adjoint.</summary>
    Jacobian,

    /// <summary>J·ẏ̄ + J̇·ȳ.</summary>
    Second,
}
