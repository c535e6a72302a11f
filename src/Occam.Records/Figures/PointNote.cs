namespace Occam.Records.Figures;

/// <summary>A few words beside a point of a figure.</summary>
/// <param name="X">Horizontal position.</param>
/// <param name="Y">Vertical position.</param>
/// <param name="Text">The words.</param>
public sealed record PointNote(double X, double Y, string Text);
