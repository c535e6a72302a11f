using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Occam.Formats.Files;

namespace Occam.Records.Json;

/// <summary>
/// One spelling for each JSON value, so that equal specifications have equal hashes: members sorted by UTF-16 code unit, no white
/// space, the shortest escapes, numbers as RFC 8785 writes them. One departure: an integer is kept to the last digit over the
/// whole range of 64 bits, because seeds need it.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The canonical UTF-8 text of a value.</summary>
    /// <exception cref="FileFormatException">A number is beyond the range of double or of 64-bit integers, or a text is not valid Unicode.</exception>
    public static byte[] Write(JsonNode value)
    {
        ArgumentNullException.ThrowIfNull(value);
        StringBuilder text = new();
        try
        {
            // Values that were set from code and values that were parsed take the same road: by their JSON text.
            using JsonDocument document = JsonDocument.Parse(value.ToJsonString());
            Append(text, document.RootElement);
        }
        catch (InvalidOperationException error)
        {
            throw new FileFormatException("Hashing a specification", "texts of whole Unicode characters", error.Message.TrimEnd('.'), "Correct the text.");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>SHA-256 of the canonical text, as 64 lower-case hexadecimal digits.</summary>
    public static string Hash(JsonNode value) => Convert.ToHexStringLower(SHA256.HashData(Write(value)));

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(text, value);
                break;
            case JsonValueKind.Array:
                AppendArray(text, value);
                break;
            case JsonValueKind.String:
                AppendString(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(Number(value));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonElement value)
    {
        char separator = '{';
        foreach (JsonProperty member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            text.Append(separator);
            AppendString(text, member.Name);
            text.Append(':');
            Append(text, member.Value);
            separator = ',';
        }
        text.Append(separator == '{' ? "{}" : "}");
    }

    private static void AppendArray(StringBuilder text, JsonElement value)
    {
        char separator = '[';
        foreach (JsonElement item in value.EnumerateArray())
        {
            text.Append(separator);
            Append(text, item);
            separator = ',';
        }
        text.Append(separator == '[' ? "[]" : "]");
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char unit in value)
        {
            text = unit switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
                _ => text.Append(unit),
            };
        }
        text.Append('"');
    }

    private static string Number(JsonElement value)
    {
        string raw = value.GetRawText();
        if (long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long signed))
            return signed.ToString(CultureInfo.InvariantCulture);
        if (ulong.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out ulong unsigned))
            return unsigned.ToString(CultureInfo.InvariantCulture);
        bool integer = raw.AsSpan().IndexOfAny('.', 'e', 'E') < 0;
        return !integer && value.TryGetDouble(out double number) && double.IsFinite(number)
            ? EcmaScriptNumber.Format(number)
            : throw new FileFormatException("Hashing a specification", "a number within double or 64-bit integers", raw, "Give the value in range, or as a string.");
    }
}
