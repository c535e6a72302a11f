namespace Occam.Experiments.Watching;

/// <summary>A vector of numbers and its name.</summary>
/// <param name="Name">The name, fit for a file: lower-case letters, digits, '-', '_' and '.'.</param>
/// <param name="Values">The numbers.</param>
public sealed record NamedArray(string Name, double[] Values);
