namespace Occam.Numerics.Operators;

/// <summary>An approximate eigenvalue θ and its certificate: some eigenvalue of the symmetric A lies within Residual of θ.</summary>
/// <param name="Value">θ = vᵀAv.</param>
/// <param name="Residual">‖A·v − θ·v‖ for v of length 1, measured by a product of its own.</param>
/// <param name="Vector">v, if vectors were asked for.</param>
public sealed record RitzPair(double Value, double Residual, double[]? Vector);
