using System.Globalization;
using System.Text.Json.Nodes;
using Occam.Records;
using Occam.Reports.Content;
using Occam.Reports.Html;
using Occam.Reports.Wording;

namespace Occam.Reports.Sections;

/// <summary>The figures: charts are left to the script, pictures are written here.</summary>
internal static class FigureSection
{
    private static readonly string[] Downloads = ["PNG", "SVG", "CSV"];

    public static Markup Of(ReportContent content)
    {
        Words words = content.Words;
        IReadOnlyList<FigureEntry> entries = content.Findings.Figures;
        return entries.Count == 0 ? Markup.Empty : Markup.Of($"""
            <section aria-labelledby="figures-title">
            <h2 id="figures-title">{words.Figures}</h2>
            <noscript><p class="note">{words.NeedsScript}</p></noscript>
            <div class="figures">
            {entries.Zip(content.Figures).Select((figure, index) => Card(figure.First, figure.Second, index + 1, words))}</div>
            </section>

            """);
    }

    private static Markup Card(FigureEntry entry, JsonObject figure, int number, Words words)
    {
        bool images = ReportContent.IsImages(figure);
        return Markup.Of($"""
            <figure id="figure-{number}" class="card{(images ? " wide" : "")}" aria-labelledby="figure-{number}-title">
            <h3 id="figure-{number}-title"><span>{words.Figure} {number}</span> {entry.Title}</h3>
            {(images ? ImageGrid.Of(figure) : Chart(entry, figure, number, words))}
            <figcaption>{entry.Caption}</figcaption>
            </figure>

            """);
    }

    private static Markup Chart(FigureEntry entry, JsonObject figure, int number, Words words) => Markup.Of($"""
        <div class="plot" role="img" aria-label="{entry.Title}" data-figure="figure-{number}-data" data-name="{entry.Id}"></div>
        <script type="application/json" id="figure-{number}-data">{InScript(figure)}</script>
        <p class="tools" role="group" aria-label="{words.Download}"><span>{words.Download}</span>{Downloads.Select(kind => Button(kind, number, words))}</p>
        """);

    private static Markup Button(string kind, int number, Words words) => Markup.Of(
        $"<button type=\"button\" data-download=\"{kind.ToLower(CultureInfo.InvariantCulture)}\" aria-label=\"{words.Download}: {words.Figure} {number}, {kind}\">{kind}</button>");

    /// <summary>JSON that cannot end the script element around it: inside JSON a '&lt;' can only be part of a string, where the escape means the same.</summary>
    private static Markup InScript(JsonObject json) => new(json.ToJsonString().Replace("<", "\\u003C", StringComparison.Ordinal));
}
