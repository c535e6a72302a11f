namespace Occam.Records.Figures;

/// <summary>A line across the whole figure that the eye compares with: chance level, a bound, the moment of a change.</summary>
/// <param name="Direction">Which way it runs.</param>
/// <param name="At">Where, in the units of the axis that it crosses.</param>
/// <param name="Label">What it stands for; the legend says it.</param>
public sealed record ReferenceLine(ReferenceDirection Direction, double At, string Label);
