using System.Globalization;
using System.Text;
using Occam.Formats.Files;
using Occam.Records;
using Occam.Reports.Content;
using Occam.Reports.Text;
using Occam.Reports.Wording;

namespace Occam.Reports;

/// <summary>The report of a run as plain text for a terminal, without colours or cursor movements.</summary>
public static class TextReport
{
    /// <summary>No terminal is narrower than this for the report; narrower ones wrap by themselves.</summary>
    public const int NarrowestWidth = 40;

    private const string Indent = "    ";

    /// <summary>Writes the findings of a run.</summary>
    /// <param name="folder">A finished run.</param>
    /// <param name="output">Where the text goes.</param>
    /// <param name="width">Columns of the terminal; tables are not broken.</param>
    /// <param name="language">Language of the report's own words.</param>
    /// <exception cref="FileFormatException">The run is not finished, or a file of it is damaged.</exception>
    public static void Write(RunFolder folder, TextWriter output, int width = 80, ReportLanguage language = ReportLanguage.English)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(output);
        output.Write(Render(ReportContent.Read(folder, language), Math.Max(width, NarrowestWidth)));
    }

    /// <summary>Writes the published numbers beside the measured ones: with deviations, sources and notes. Nothing where there are none.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="output">Where the text goes.</param>
    /// <param name="width">Columns of the terminal.</param>
    public static void WritePublished(IReadOnlyList<PublishedNumber> numbers, TextWriter output, int width = 80)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        ArgumentNullException.ThrowIfNull(output);
        StringBuilder text = new();
        PublishedText.Append(text, numbers, Words.English, Math.Max(width, NarrowestWidth));
        output.Write(text);
    }

    internal static string Render(ReportContent content, int width)
    {
        StringBuilder text = new();
        Header(text, content, width);
        foreach (Claim claim in content.Findings.Claims)
            Describe(text, claim, content.Words, width);
        foreach (ResultTable table in content.Findings.Tables)
            Describe(text, table);
        PublishedText.Append(text, content.Findings.Published, content.Words, width);
        if (content.Environment is { } environment)
            text.Append(PlainText.Clean(environment.Command)).Append('\n');
        return text.ToString();
    }

    private static void Header(StringBuilder text, ReportContent content, int width)
    {
        Words words = content.Words;
        Findings findings = content.Findings;
        Add(text, content.Headline, "", width);
        string seed = findings.Seed.ToString(CultureInfo.InvariantCulture);
        if (content.About is { Data: { } data } about)
            Add(text, about.Network is { } network ? $"{network} · {data}" : data, "", width);
        Add(text, $"{findings.Experiment} · {findings.Budget} · {words.Seed} {seed} · {words.Span(findings.DurationSeconds)} · {findings.SpecHash}", "", width);
        text.Append('\n');
    }

    private static void Describe(StringBuilder text, Claim claim, Words words, int width)
    {
        string symbol = claim.Verdict switch { Verdict.Held => "✓", Verdict.Contradicted => "✕", _ => "?" };
        Add(text, $"{symbol} {words.Of(claim.Verdict)}: {claim.Statement}", "", width);
        string interval = claim is { Low: { } low, High: { } high } ? $" ({NumberText.Of(low)} {words.To} {NumberText.Of(high)})" : "";
        Add(text, $"{words.Measured}: {NumberText.Of(claim.Measured, words.NotMeasured)}{interval}. {words.Expected}: {claim.Expected}", Indent, width);
        Add(text, claim.Source, Indent, width);
        if (claim.Note is { } note)
            Add(text, note, Indent, width);
        text.Append('\n');
    }

    private static void Describe(StringBuilder text, ResultTable table)
    {
        text.Append(PlainText.Clean(table.Title)).Append('\n');
        foreach (string line in TextTable.Lines(table))
            text.Append(line).Append('\n');
        text.Append('\n');
    }

    private static void Add(StringBuilder text, string paragraph, string indent, int width)
    {
        foreach (string line in PlainText.Wrap(paragraph, width - indent.Length))
            text.Append(indent).Append(line).Append('\n');
    }
}
