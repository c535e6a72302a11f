using Occam.Reports.Content;
using Occam.Reports.Sections;

namespace Occam.Reports.Html;

/// <summary>Puts the sections, the style and the scripts into one document that asks nothing of the network.</summary>
internal static class Page
{
    /// <summary>The whole document.</summary>
    /// <param name="content">What it shows.</param>
    /// <param name="plotly">The chart library; left out when there is no chart.</param>
    /// <param name="plotlySpace">The library for charts in space; asked for only when there is one.</param>
    public static string Render(ReportContent content, string plotly, Func<string>? plotlySpace = null)
    {
        InlineScript[] space = content.HasSurfaces ? [new((plotlySpace ?? (() => Asset.PlotlySpace))())] : [];
        InlineScript[] scripts = content.HasCharts ? [.. space, new(plotly), new(Asset.Script)] : [new(Asset.Script)];
        return Markup.Of($"""
            <!DOCTYPE html>
            <html lang="{content.Words.Code}">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{Policy(scripts)}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <meta name="generator" content="Occam">
            <title>{content.Headline}</title>
            <style>
            {new Markup(Asset.Style)}</style>
            </head>
            <body>
            <a class="skip" href="#verdicts">{content.Words.SkipToVerdicts}</a>
            <main>
            {HeaderSection.Of(content)}{VerdictSection.Of(content)}{FigureSection.Of(content)}{TableSection.Of(content)}{TableSection.Published(content)}{ProvenanceSection.Of(content)}</main>
            {scripts.Select(script => script.Element)}</body>
            </html>

            """).Text;
    }

    /// <summary>Scripts by their hashes only, styles and pictures from the page itself, everything else forbidden.</summary>
    private static string Policy(IEnumerable<InlineScript> scripts) =>
        $"default-src 'none'; script-src {string.Join(' ', scripts.Select(script => script.PolicySource))}; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'";
}
