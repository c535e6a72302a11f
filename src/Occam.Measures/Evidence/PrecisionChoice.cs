namespace Occam.Measures.Evidence;

/// <summary>The λ of a grid with the largest evidence.</summary>
/// <param name="Precision">λ; NaN where all parameters are zero, because the evidence then grows with λ for ever.</param>
/// <param name="Lowest">The smallest λ of the grid.</param>
/// <param name="Highest">The largest λ of the grid.</param>
/// <param name="IsAtEnd">Whether λ is the first or the last of the grid: the maximum may lie beyond.</param>
public sealed record PrecisionChoice(double Precision, double Lowest, double Highest, bool IsAtEnd);
