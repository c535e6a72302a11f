using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Occam.Formats.Files;

namespace Occam.Data.Readers;

/// <summary>What the first line of a table says: the separator, the names of the columns where it has names, and which column has the labels.</summary>
/// <param name="Separator">A comma, a semicolon or a tab.</param>
/// <param name="HasNames">Whether the first line has names; if not, it is an example, and the columns are called 1, 2, ….</param>
/// <param name="Names">One name a column.</param>
/// <param name="Label">The column of the labels, from 0.</param>
/// <param name="LabelIsNamed">Whether its name says so; if not, it is the last.</param>
internal sealed record CsvHeader(byte Separator, bool HasNames, string[] Names, int Label, bool LabelIsNamed)
{
    private const int MostColumns = 1 << 20;

    // y is a coordinate too, so it gives way to the others.
    private static readonly string[] LabelNames = ["label", "class", "target"], LastResort = ["y"];

    /// <summary>The first of tab, semicolon and comma that is in the first line outside of quotes; 0 where none is. In this order, because names hold
    /// commas more often than semicolons, and semicolons more often than tabs.</summary>
    public static byte FindSeparator(ReadOnlySpan<byte> start)
    {
        bool quoted = false, comma = false, semicolon = false, tab = false;
        foreach (byte c in start)
        {
            if (c == '"') quoted = !quoted;
            if (quoted) continue;
            if (c == '\n') break;
            comma |= c == ',';
            semicolon |= c == ';';
            tab |= c == '\t';
        }

        return tab ? (byte)'\t' : semicolon ? (byte)';' : comma ? (byte)',' : (byte)0;
    }

    /// <summary>Reads the first line.</summary>
    /// <exception cref="FileFormatException">One column, columns without names or with the same name, or two columns of labels.</exception>
    public static CsvHeader Read(string path, CsvExtent extent, byte separator)
    {
        using CsvCells cells = new(path, extent, separator);
        (string[] first, bool[] numbers) = ReadFirst(cells);
        if (first.Length < 2)
        {
            throw new FileFormatException(cells.What, "at least two columns, separated by commas, semicolons or tabs", $"one column, {CsvCells.Shown(Encoding.UTF8.GetBytes(first[0]))}",
                "Write one example a row with its label; numpy.savetxt separates by commas with delimiter=','.");
        }

        if (!IsNames(cells.What, first, numbers))
            return new CsvHeader(separator, HasNames: false, [.. Enumerable.Range(1, first.Length).Select(Number)], first.Length - 1, LabelIsNamed: false);
        RequireNames(cells.What, first);
        int? label = FindLabel(cells.What, first);
        return new CsvHeader(separator, HasNames: true, first, label ?? first.Length - 1, label is not null);
    }

    private static (string[] Names, bool[] Numbers) ReadFirst(CsvCells cells)
    {
        List<string> names = [];
        List<bool> numbers = [];
        do
        {
            if (!cells.TryRead(out ReadOnlySpan<byte> cell)) break;
            if (names.Count == MostColumns)
                throw new FileFormatException(cells.What, $"at most {MostColumns} columns", "more in the first line", "Check that lines end with LF or CRLF.");
            if (!Utf8.IsValid(cell))
            {
                throw new FileFormatException(cells.What, "text in UTF-8", $"other bytes in {cells.Place()}",
                    "Save the file as UTF-8: iconv -f latin1 -t utf-8 OLD.csv > NEW.csv (utf-16 in place of latin1 for Excel's Unicode text).");
            }

            string name = Encoding.UTF8.GetString(cell).Trim();
            // numpy.savetxt marks its header as a comment.
            names.Add(names.Count == 0 ? name.TrimStart('#', ' ') : name);
            numbers.Add(CsvNumber.TryParse(cell, out _));
        }
        while (!cells.EndsRecord);
        return ([.. names], [.. numbers]);
    }

    /// <summary>Numbers alone are an example, and so are numbers with a word at the end, unless they count the columns.</summary>
    private static bool IsNames(string what, string[] first, bool[] numbers)
    {
        bool counting = Counts(first, numbers, 0) || Counts(first, numbers, 1);
        if (!numbers.Contains(false))
        {
            if (!Counts(first, numbers, 0)) return false;
            throw new FileFormatException(what, "names in the first line, or an example", $"{first[0]}, {first[1]}, … up to {first[^1]}, which may be either",
                "Name the columns in the first line; the column of the labels is called label.");
        }

        bool named = Array.Exists(first, name => LabelNames.Contains(name, StringComparer.OrdinalIgnoreCase) || LastResort.Contains(name, StringComparer.OrdinalIgnoreCase));
        return named || counting || Array.IndexOf(numbers, false) < numbers.Length - 1;
    }

    /// <summary>Whether the numbers of the line are those of their columns.</summary>
    private static bool Counts(string[] first, bool[] numbers, int from) =>
        Enumerable.Range(0, first.Length).All(i => !numbers[i] || first[i] == Number(i + from));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static void RequireNames(string what, string[] names)
    {
        int empty = Array.IndexOf(names, "");
        if (empty >= 0)
        {
            throw new FileFormatException(what, "a name for every column in the first line", $"none for column {empty + 1}",
                "Name it; pandas leaves out its numbers of rows with frame.to_csv(path, index=False).");
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        int twice = Array.FindIndex(names, name => !seen.Add(name));
        if (twice >= 0)
            throw new FileFormatException(what, "a different name for every column", $"'{Printable.Text(names[twice])}' in line 1, column {twice + 1} once more", "Rename one of the two columns.");
    }

    private static int? FindLabel(string what, string[] names)
    {
        foreach (string[] known in (string[][])[LabelNames, LastResort])
        {
            int[] found = [.. Enumerable.Range(0, names.Length).Where(i => known.Contains(names[i], StringComparer.OrdinalIgnoreCase))];
            if (found.Length > 1)
            {
                throw new FileFormatException(what, "one column of labels", $"{string.Join(" and ", found.Take(3).Select(i => $"'{names[i]}' in column {i + 1}"))}",
                    "Remove or rename what is not the label: a second one would give the answer away.");
            }

            if (found.Length == 1) return found[0];
        }

        return null;
    }
}
