namespace Occam.Networks.Layers;

/// <summary>What a normalization does to each of its sets.</summary>
internal enum NormalizationPass
{
    /// <summary>y = (x − mean)·r with the set's own statistics, which are kept.</summary>
    Value,

    /// <summary>y = (x − mean)·r with the statistics that were kept.</summary>
    ConstantValue,

    /// <summary>J·v; J is symmetric, so this is both the tangent and the adjoint.</summary>
    Jacobian,

    /// <summary>r·v: the Jacobian when the statistics are constants.</summary>
    ConstantJacobian,

    /// <summary>J·ẏ̄ + J̇·ȳ.</summary>
    Second,
}
