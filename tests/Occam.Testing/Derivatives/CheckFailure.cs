namespace Occam.Testing.Derivatives;

/// <summary>One check that did not hold.</summary>
/// <param name="Check">Which.</param>
/// <param name="Node">The node at fault, or the graph when every layer is right by itself.</param>
/// <param name="Quantity">What was compared.</param>
/// <param name="Error">The relative error; NaN when a value was not a number.</param>
/// <param name="Tolerance">What would have been accepted.</param>
public sealed record CheckFailure(DerivativeCheck Check, string Node, string Quantity, double Error, double Tolerance)
{
    public override string ToString() => $"{Check} at {Node}: {Quantity} has relative error {Error:e2}, tolerance {Tolerance:e0}";
}
