namespace Occam.Numerics.Operators;

/// <summary>A trace by <see cref="HutchPlusPlus"/>.</summary>
/// <param name="Value">The estimate, <paramref name="ExactPart"/> and the mean over the probes of the rest.</param>
/// <param name="Error">The standard error of the mean over probes; the other part has no random error.</param>
/// <param name="ExactPart">tr(QᵀAQ), on the space that the sketch found.</param>
/// <param name="SketchSize">The dimension of that space.</param>
/// <param name="Probes">How many probes estimated the rest; 0 when the sketch is the whole space.</param>
/// <param name="Products">How many products with the operator were made.</param>
public sealed record HutchPlusPlusResult(double Value, double Error, double ExactPart, int SketchSize, int Probes, int Products);
