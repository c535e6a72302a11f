namespace Occam.Numerics.Dense;

/// <summary>A rectangle of a product and the length of the index that is summed over.</summary>
/// <param name="FirstRow">The first row.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="FirstColumn">The first column.</param>
/// <param name="Columns">How many columns.</param>
/// <param name="Depth">The length of the shared index k.</param>
public readonly record struct ProductBlock(int FirstRow, int Rows, int FirstColumn, int Columns, int Depth);
