namespace Occam.Records.Figures;

/// <summary>An axis of a figure.</summary>
/// <param name="Title">The quantity, with its unit.</param>
/// <param name="Scale">How it spaces its numbers.</param>
public sealed record Axis(string Title, AxisScale Scale = AxisScale.Linear);
