using System.Text.Json.Serialization;
using Occam.Records.Json;

namespace Occam.Records;

/// <summary>One cell of a result table: a text, a number, or nothing. In JSON a string, a number or null; numbers that are not finite are the strings "NaN", "Infinity" and "-Infinity".</summary>
[JsonConverter(typeof(CellConverter))]
public readonly record struct Cell
{
    /// <summary>A cell that holds words.</summary>
    public Cell(string? text) => Text = text;

    /// <summary>A cell that holds a number.</summary>
    public Cell(double number) => Number = number;

    /// <summary>The words, or null.</summary>
    public string? Text { get; }

    /// <summary>The number, or null.</summary>
    public double? Number { get; }

    /// <summary>A cell that holds words.</summary>
    public static implicit operator Cell(string? text) => new(text);

    /// <summary>A cell that holds a number.</summary>
    public static implicit operator Cell(double number) => new(number);

    /// <summary>A cell that holds a number, or nothing.</summary>
    public static implicit operator Cell(double? number) => number is { } value ? new(value) : default;

    /// <summary>A cell that holds words.</summary>
    public static Cell FromString(string? text) => new(text);

    /// <summary>A cell that holds a number.</summary>
    public static Cell FromDouble(double number) => new(number);
}
