using System.Globalization;
using Occam.Records;
using Occam.Reports.Content;
using Occam.Reports.Html;
using Occam.Reports.Wording;

namespace Occam.Reports.Sections;

/// <summary>The question, why it is asked, and which run this is.</summary>
internal static class HeaderSection
{
    public static Markup Of(ReportContent content)
    {
        Words words = content.Words;
        Findings findings = content.Findings;
        return Markup.Of($"""
            <header class="masthead">
            <p class="eyebrow"><span class="mark" aria-hidden="true"></span><b>Occam</b><span>{words.Report}</span><span>{findings.Experiment}</span></p>
            <h1>{content.Headline}</h1>
            {Paragraphs(content.About)}
            <dl class="facts">
            {Fact(words.Network, content.About?.Network)}
            {Fact(words.Data, content.About?.Data)}
            {Fact(words.Budget, findings.Budget)}
            {Fact(words.Seed, findings.Seed.ToString(CultureInfo.InvariantCulture))}
            {Fact(words.Duration, words.Span(findings.DurationSeconds))}
            {Fact(words.Run, $"{findings.Experiment}-{findings.SpecHash[..Math.Min(8, findings.SpecHash.Length)]}")}
            </dl>
            {SourceList(content.About, words)}
            </header>

            """);
    }

    private static Markup Fact(string name, string? value) => value is null ? Markup.Empty : Markup.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static IEnumerable<Markup> Paragraphs(About? about) =>
        (about?.Explanation ?? "").ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(paragraph => Markup.Of($"<p class=\"lead\">{paragraph}</p>"));

    private static Markup SourceList(About? about, Words words) => about is { Sources.Count: > 0 }
        ? Markup.Of($"<p class=\"sources\"><span>{words.Sources}</span> {string.Join(" · ", about.Sources)}</p>")
        : Markup.Empty;
}
