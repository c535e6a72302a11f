using Spectre.Console;

namespace Occam.Cli;

/// <summary>Text whose later lines stand under its first.</summary>
internal static class Paragraph
{
    private const int Narrowest = 20;

    /// <summary>Writes a label, already marked up, and beside it the text.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="label">Markup on the first line only.</param>
    /// <param name="indent">The column at which the text stands; the label ends before it.</param>
    /// <param name="text">The text.</param>
    /// <param name="style">The style of the text, or nothing.</param>
    public static void Write(IAnsiConsole console, string label, int indent, string text, string style = "")
    {
        string start = label + new string(' ', Math.Max(0, indent - Markup.Remove(label).Length));
        foreach (string line in Lines(text, Math.Max(Narrowest, console.Profile.Width - indent)))
        {
            string escaped = Markup.Escape(line);
            console.MarkupLine(start + (style.Length == 0 ? escaped : $"[{style}]{escaped}[/]"));
            start = new string(' ', indent);
        }
    }

    /// <summary>Breaks between words; a word that is longer than a line, such as a path, stays whole.</summary>
    internal static IEnumerable<string> Lines(string text, int width)
    {
        string line = "";
        foreach (string word in text.ReplaceLineEndings(" ").Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        yield return line;
    }
}
