namespace Occam.Records.Figures.Plotly;

/// <summary>Arrays that are drawn together have to be equally long.</summary>
internal static class Lengths
{
    public static IReadOnlyList<T> Same<T>(IReadOnlyList<T> values, int expected, string what, string name) =>
        values.Count == expected
            ? values
            : throw new ArgumentException($"Figure '{name}': expected {expected} {what}, got {values.Count}. Give one for each position.");

    public static IReadOnlyList<T>? SameOrNone<T>(IReadOnlyList<T>? values, int expected, string what, string name) =>
        values is null ? null : Same(values, expected, what, name);
}
