namespace Occam.Records;

/// <summary>A number that a paper printed beside the one that this run measured.</summary>
/// <param name="Id">Name of the comparison, unique in its run.</param>
/// <param name="Source">The paper and the place in it.</param>
/// <param name="Published">The printed number, or null when the source gives only words.</param>
/// <param name="Measured">The same quantity in this run, or null when it was not measured.</param>
/// <param name="Ratio">Measured over published, or null.</param>
/// <param name="Comparable">Whether the settings are near enough for the ratio to mean something.</param>
/// <param name="Note">What differs, or how the published number was read.</param>
public sealed record PublishedNumber(string Id, string Source, double? Published, double? Measured, double? Ratio, bool Comparable, string Note);
