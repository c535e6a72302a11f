namespace Occam.Measures.Planning;

/// <summary>One value with its standard error.</summary>
/// <param name="Name">The name in records; a layer's value has "/layer" behind it.</param>
/// <param name="Value">The value; NaN when it is undefined at this point.</param>
/// <param name="Error">The standard error, or null for a value that is exact for the given examples and parameters.</param>
public readonly record struct Metric(string Name, double Value, double? Error = null);
