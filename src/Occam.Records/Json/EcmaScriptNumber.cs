using System.Globalization;

namespace Occam.Records.Json;

/// <summary>A double as ECMAScript's Number::toString writes it, which RFC 8785 makes the canonical form.</summary>
internal static class EcmaScriptNumber
{
    public static string Format(double value)
    {
        if (value == 0)
            return "0";
        string sign = value < 0 ? "-" : "";
        (string digits, int point) = ShortestDigits(Math.Abs(value));
        return sign + Layout(digits, point);
    }

    /// <summary>The fewest digits d₁…d_k that read back as the value, which is 0.d₁…d_k × 10^point.</summary>
    private static (string Digits, int Point) ShortestDigits(double value)
    {
        string[] parts = value.ToString("R", CultureInfo.InvariantCulture).Split('E');
        int exponent = parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        int dot = parts[0].IndexOf('.', StringComparison.Ordinal);
        string digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        int point = exponent + (dot < 0 ? digits.Length : dot);
        string leading = digits.TrimStart('0');
        return (leading.TrimEnd('0'), point - (digits.Length - leading.Length));
    }

    private static string Layout(string digits, int point)
    {
        int count = digits.Length;
        if (count <= point && point <= 21)
            return digits + new string('0', point - count);
        if (point is > 0 and <= 21)
            return $"{digits[..point]}.{digits[point..]}";
        if (point is > -6 and <= 0)
            return $"0.{new string('0', -point)}{digits}";
        string mantissa = count == 1 ? digits : $"{digits[..1]}.{digits[1..]}";
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(point > 0 ? "+" : "-")}{Math.Abs(point - 1)}");
    }
}
