using System.Globalization;
using System.Text;
using Occam.Records;
using Occam.Reports.Wording;

namespace Occam.Reports.Text;

/// <summary>Published numbers beside measured ones for a terminal: a table of numbers, and below it what each is and what to know of it.</summary>
internal static class PublishedText
{
    /// <summary>A name is broken at its hyphens rather than into shorter parts than this.</summary>
    private const int NarrowestName = 24;

    private const string Gap = "  ";

    /// <summary>Measured less published, in their own unit; null where either is missing.</summary>
    public static double? Deviation(PublishedNumber number) => number.Measured - number.Published;

    public static void Append(StringBuilder text, IReadOnlyList<PublishedNumber> numbers, Words words, int width)
    {
        if (numbers.Count == 0) return;
        text.Append(words.PublishedNumbers).Append('\n');
        foreach (string line in Table(numbers, words, width)) text.Append(line).Append('\n');
        text.Append('\n');
        Sources(text, numbers, width);
        text.Append('\n');
    }

    /// <summary>The name comes last, so that what does not fit goes on in the next line below it.</summary>
    private static IEnumerable<string> Table(IReadOnlyList<PublishedNumber> numbers, Words words, int width)
    {
        string[][] cells =
        [
            ["", words.Published, words.Measured, words.Deviation, words.Ratio, words.Comparable],
            .. numbers.Select((n, i) => (string[])
            [
                Place(i), NumberText.Of(n.Published, ""), NumberText.Of(n.Measured, ""), NumberText.Of(Deviation(n), ""), NumberText.Of(n.Ratio, ""), n.Comparable ? words.Yes : words.No,
            ]),
        ];
        int[] widths = [.. Enumerable.Range(0, cells[0].Length).Select(column => cells.Max(row => PlainText.Width(row[column])))];
        int before = widths.Sum() + (widths.Length * Gap.Length), left = Math.Max(NarrowestName, width - before);
        string[][] names = [[words.Quantity], .. numbers.Select(n => Broken(PlainText.Clean(n.Id), left).ToArray())];
        for (int row = 0; row < cells.Length; row++)
        {
            string line = string.Join(Gap, cells[row].Select((cell, column) => PlainText.Pad(cell, widths[column], right: column < widths.Length - 1)));
            yield return $"{line}{Gap}{names[row][0]}".TrimEnd();
            foreach (string more in names[row][1..]) yield return new string(' ', before) + more;
            if (row == 0) yield return string.Join(Gap, widths.Append(names.SelectMany(n => n).Max(PlainText.Width)).Select(w => new string('─', w)));
        }
    }

    /// <summary>A note that holds for several numbers in a row stands once, after the last of them.</summary>
    private static void Sources(StringBuilder text, IReadOnlyList<PublishedNumber> numbers, int width)
    {
        int indent = Place(numbers.Count - 1).Length + Gap.Length;
        for (int i = 0; i < numbers.Count; i++)
        {
            Paragraph(text, Place(i), numbers[i].Source, indent, width);
            bool last = i == numbers.Count - 1 || numbers[i + 1].Note != numbers[i].Note;
            if (last && numbers[i].Note.Length > 0) Paragraph(text, "", numbers[i].Note, indent + Gap.Length, width);
        }
    }

    private static void Paragraph(StringBuilder text, string place, string paragraph, int indent, int width)
    {
        string start = PlainText.Pad(place, indent, right: false);
        foreach (string line in PlainText.Wrap(paragraph, width - indent))
        {
            text.Append(start).Append(line).Append('\n');
            start = new string(' ', indent);
        }
    }

    private static string Place(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Breaks a name after hyphens so that no part is wider than this, unless a word is.</summary>
    private static IEnumerable<string> Broken(string name, int width)
    {
        string line = "";
        foreach (string word in name.Split('-').Select((part, i) => i == 0 ? part : "-" + part))
        {
            if (line.Length > 0 && PlainText.Width(line) + PlainText.Width(word) + 1 > width)
            {
                yield return line + "-";
                line = word[1..];
            }
            else
            {
                line += word;
            }
        }

        yield return line;
    }
}
