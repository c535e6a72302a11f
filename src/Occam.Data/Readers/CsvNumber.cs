using System.Globalization;

namespace Occam.Data.Readers;

/// <summary>Reads a number as text: the single-precision number that is nearest to what is written, ties to even.</summary>
internal static class CsvNumber
{
    private const ulong LargestBeforeDigit = 1_000_000_000_000_000_000;
    private const int LargestExactPower = 22;

    // Bits of a double that a float has not, and the pattern that lies in the middle between two floats.
    private const long BelowFloat = 0x1FFF_FFFF, Middle = 0x1000_0000;

    // w and w × 10^e are rounded once each, so the double is at most two units from what is written.
    private const long Doubt = 4;

    private static readonly double[] Powers = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Reads "-1.5e3", " 7 ", ".5"; also NaN and Infinity, and an infinity of what is too large: the caller refuses them.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out float value) =>
        TryShort(text, out value)
        || (!text.Contains((byte)0) && float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)); // a number may end in NUL for TryParse

    /// <summary>Numbers of at most 19 digits, unless their double is so near to the middle of two floats that its own rounding could decide.</summary>
    private static bool TryShort(ReadOnlySpan<byte> text, out float value)
    {
        value = 0;
        bool negative = text.Length > 0 && text[0] == '-';
        int at = negative ? 1 : 0, exponent = 0;
        ulong digits = 0;
        int whole = TakeDigits(text, ref at, ref digits), fraction = 0;
        if (whole < 0) return false;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            fraction = TakeDigits(text, ref at, ref digits);
        }

        if (fraction < 0 || whole + fraction == 0) return false;
        if (at < text.Length && !TakeExponent(text, ref at, ref exponent)) return false;
        exponent -= fraction;
        if (at < text.Length || Math.Abs(exponent) > LargestExactPower) return false;
        double near = exponent < 0 ? digits / Powers[-exponent] : digits * Powers[exponent];
        if (Math.Abs((BitConverter.DoubleToInt64Bits(near) & BelowFloat) - Middle) <= Doubt) return false;
        value = negative ? -(float)near : (float)near;
        return true;
    }

    /// <summary>How many digits there were, or −1 where the number of all has no room in 64 bits.</summary>
    private static int TakeDigits(ReadOnlySpan<byte> text, ref int at, ref ulong digits)
    {
        int start = at;
        for (; at < text.Length && (uint)(text[at] - '0') <= 9; at++)
        {
            if (digits >= LargestBeforeDigit) return -1;
            digits = (digits * 10) + (uint)(text[at] - '0');
        }

        return at - start;
    }

    /// <summary>"e5", "E-05"; at most three digits.</summary>
    private static bool TakeExponent(ReadOnlySpan<byte> text, ref int at, ref int exponent)
    {
        if ((text[at] | 0x20) != 'e') return false;
        bool negative = ++at < text.Length && text[at] == '-';
        if (at < text.Length && text[at] is (byte)'-' or (byte)'+') at++;
        int start = at;
        for (; at < text.Length && (uint)(text[at] - '0') <= 9 && at - start < 3; at++) exponent = (exponent * 10) + text[at] - '0';
        if (negative) exponent = -exponent;
        return at > start;
    }
}
