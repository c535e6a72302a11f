using Occam.Records;
using Occam.Reports.Wording;

namespace Occam.Reports.Text;

/// <summary>A result table in aligned columns.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    public static IEnumerable<string> Lines(ResultTable table)
    {
        string[] headings = [.. table.Columns.Select(PlainText.Clean)];
        string[][] rows = [.. table.Rows.Select(row => row.Select(Text).ToArray())];
        bool[] numeric = [.. headings.Select((_, column) => table.Rows.Any(row => row[column].Number is not null))];
        int[] widths = [.. headings.Select((heading, column) => rows.Select(row => row[column]).Append(heading).Max(PlainText.Width))];
        yield return Line(headings, widths, numeric);
        yield return string.Join(Gap, widths.Select(width => new string('─', width)));
        foreach (string[] row in rows)
            yield return Line(row, widths, numeric);
    }

    private static string Text(Cell cell) => cell.Number is { } number ? NumberText.Of(number) : PlainText.Clean(cell.Text ?? "");

    private static string Line(string[] cells, int[] widths, bool[] numeric) =>
        string.Join(Gap, cells.Select((cell, column) => PlainText.Pad(cell, widths[column], numeric[column]))).TrimEnd();
}
