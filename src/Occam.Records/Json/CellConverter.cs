using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Occam.Records.Json;

/// <summary>A cell as a JSON string, number or null.</summary>
internal sealed class CellConverter : JsonConverter<Cell>
{
    public override bool HandleNull => true;

    public override Cell Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.GetDouble(),
        JsonTokenType.String => FromText(reader.GetString()!),
        JsonTokenType.Null => default,
        _ => throw new JsonException("A cell is a string, a number or null."),
    };

    public override void Write(Utf8JsonWriter writer, Cell value, JsonSerializerOptions options)
    {
        if (value.Number is { } number && double.IsFinite(number))
            writer.WriteNumberValue(number);
        else if (value.Number is { } special)
            writer.WriteStringValue(special.ToString(CultureInfo.InvariantCulture));
        else
            writer.WriteStringValue(value.Text);
    }

    private static Cell FromText(string text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => text,
    };
}
