using System.Globalization;
using Occam.Records;
using Occam.Reports.Content;
using Occam.Reports.Html;
using Occam.Reports.Text;
using Occam.Reports.Wording;

namespace Occam.Reports.Sections;

/// <summary>The result tables, and the published numbers beside the measured ones.</summary>
internal static class TableSection
{
    public static Markup Of(ReportContent content)
    {
        Words words = content.Words;
        IReadOnlyList<ResultTable> tables = content.Findings.Tables;
        return tables.Count == 0 ? Markup.Empty : Markup.Of($"""
            <section aria-labelledby="tables-title">
            <h2 id="tables-title">{words.Tables}</h2>
            {tables.Select((table, index) => Card(table, $"{words.Table} {index + 1}", words))}</section>

            """);
    }

    public static Markup Published(ReportContent content)
    {
        Words words = content.Words;
        IReadOnlyList<PublishedNumber> numbers = content.Findings.Published;
        if (numbers.Count == 0)
            return Markup.Empty;
        ResultTable table = new(
            "published",
            words.PublishedNumbers,
            [words.Quantity, words.Source, words.Published, words.Measured, words.Deviation, words.Ratio, words.Comparable, words.Note],
            [.. numbers.Select(number => Row(number, words))]);
        return Markup.Of($"""
            <section aria-labelledby="published-title">
            <h2 id="published-title">{words.PublishedNumbers}</h2>
            {Card(table, "", words)}</section>

            """);
    }

    private static Cell[] Row(PublishedNumber number, Words words) =>
        [number.Id, number.Source, number.Published, number.Measured, PublishedText.Deviation(number), number.Ratio, number.Comparable ? words.Yes : words.No, number.Note];

    private static Markup Card(ResultTable table, string number, Words words)
    {
        // A column is set in figures when any of its cells is a number, so that headings stand over what they head.
        bool[] numeric = [.. table.Columns.Select((_, column) => table.Rows.Any(row => row[column].Number is not null))];
        return Markup.Of($"""
            <div class="card">
            {(number.Length == 0 ? Markup.Empty : Markup.Of($"<h3><span>{number}</span> {table.Title}</h3>"))}
            <div class="scroll" tabindex="0" role="region" aria-label="{table.Title}">
            <table data-name="{table.Id}">
            <thead><tr>{table.Columns.Select((column, index) => Markup.Of($"<th scope=\"col\"{Align(numeric[index])}>{column}</th>"))}</tr></thead>
            <tbody>
            {table.Rows.Select(row => Markup.Of($"<tr>{row.Select((cell, index) => Data(cell, numeric[index]))}</tr>\n"))}</tbody>
            </table>
            </div>
            <p class="tools"><span>{words.Download}</span><button type="button" data-download="table" aria-label="{words.Download}: {table.Title}, CSV">CSV</button></p>
            </div>

            """);
    }

    private static Markup Data(Cell cell, bool numeric) => cell.Number is { } number
        ? Markup.Of($"<td class=\"number\" data-value=\"{number.ToString("R", CultureInfo.InvariantCulture)}\">{NumberText.Of(number)}</td>")
        : Markup.Of($"<td{Align(numeric)}>{cell.Text}</td>");

    private static Markup Align(bool numeric) => new(numeric ? " class=\"number\"" : "");
}
