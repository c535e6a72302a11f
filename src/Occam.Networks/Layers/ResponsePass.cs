namespace Occam.Networks.Layers;

/// <summary>The four passes of local response normalization.</summary>
internal enum ResponsePass
{
    Value,
    Tangent,
    Adjoint,
    AdjointTangent,
}
