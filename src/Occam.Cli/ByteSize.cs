using System.Globalization;

namespace Occam.Cli;

/// <summary>Sizes of memory as people type them.</summary>
internal static class ByteSize
{
    private const double Most = 1L << 50;

    /// <summary>Reads "4GB", "500MB", "1.5g", "800k" or bytes; the units are powers of 1,024.</summary>
    public static bool TryRead(string text, out long bytes)
    {
        string digits = text.TrimEnd('B', 'b', 'G', 'g', 'M', 'm', 'K', 'k');
        int shift = text[digits.Length..].ToUpperInvariant() switch { "" or "B" => 0, "KB" or "K" => 10, "MB" or "M" => 20, "GB" or "G" => 30, _ => -1 };
        bytes = 0;
        if (shift < 0 || !double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double amount)) return false;
        double exact = amount * (1L << shift);
        if (!(exact >= 1 && exact <= Most)) return false;
        bytes = (long)exact;
        return true;
    }
}
