using System.Globalization;
using System.Text;

namespace Occam.Reports.Text;

/// <summary>Text for a terminal: nothing that comes from data may move the cursor, change a colour or reverse the writing.</summary>
internal static class PlainText
{
    /// <summary>The text on one line, with control and invisible formatting characters replaced.</summary>
    public static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            bool unsafeRune = category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            clean.Append(unsafeRune ? (rune.Value is '\n' or '\t' ? " " : "\uFFFD") : rune.ToString());
        }
        return clean.ToString();
    }

    /// <summary>Breaks a text at spaces so that no line is wider; a longer word has a line of its own.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        StringBuilder line = new();
        int filled = 0;
        foreach (string word in Clean(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            int length = Width(word);
            if (filled > 0 && filled + 1 + length > width)
            {
                yield return line.ToString();
                line.Clear();
                filled = 0;
            }
            line.Append(filled > 0 ? " " : "").Append(word);
            filled += length + (filled > 0 ? 1 : 0);
        }
        if (filled > 0)
            yield return line.ToString();
    }

    /// <summary>Fills up with spaces to a width in terminal columns.</summary>
    public static string Pad(string text, int width, bool right)
    {
        string space = new(' ', Math.Max(0, width - Width(text)));
        return right ? space + text : text + space;
    }

    /// <summary>Terminal columns: two for the wide scripts of East Asia, none for what combines.</summary>
    public static int Width(string text) => text.EnumerateRunes().Sum(Width);

    private static int Width(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        ? 0
        : rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD)
            ? 2
            : 1;
}
