using Occam.Measures.Planning;

namespace Occam.Measures.Curvature;

/// <summary>A number, and how far it may be off.</summary>
/// <param name="Value">The number; NaN when it is undefined.</param>
/// <param name="Error">The standard error over random probes, or the residual of an eigenvalue; null when the number is exact up to rounding.</param>
public readonly record struct Estimate(double Value, double? Error)
{
    /// <summary>As a metric of this name.</summary>
    public Metric As(string name) => new(name, Value, Error);
}
