using System.Globalization;

namespace Occam.Reports.Wording;

/// <summary>Numbers for people: four significant digits, whole numbers in full. The exact values are in the JSON and the downloads.</summary>
internal static class NumberText
{
    private const int SignificantDigits = 4;
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    public static string Of(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "∞" : "−∞";
        if (Math.Abs(value) < 1e9 && value == Math.Truncate(value))
            return Minus(value.ToString("#,0", CultureInfo.InvariantCulture));
        string[] parts = value.ToString("E3", CultureInfo.InvariantCulture).Split('E');
        int exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return exponent is >= -4 and < 6
            ? Minus(value.ToString("#,0." + new string('#', Math.Max(0, SignificantDigits - 1 - exponent)), CultureInfo.InvariantCulture))
            : $"{Minus(parts[0].TrimEnd('0').TrimEnd('.'))} × 10{Superscript(exponent)}";
    }

    public static string Of(double? value, string none) => value is { } number ? Of(number) : none;

    private static string Minus(string text) => text == "-0" ? "0" : text.Replace('-', '−');

    private static string Superscript(int exponent) => string.Concat(
        exponent.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : Superscripts[c - '0']));
}
